//! `#[audited]`: an audit record for every call.

use proc_macro2::TokenStream;

use crate::diagnostics::{Diagnostics, or_item};
use crate::function::Function;
use crate::options;

mod check;
mod event;
mod expand;
mod parse;
mod redact;
mod when;

/// The macro on `proc_macro2`'s tokens.
pub(crate) fn audited(arguments: TokenStream, item: TokenStream) -> TokenStream {
    or_item(expansion(arguments, item.clone()), item)
}

/// Checks the options that an `impl` block gives to its methods, each of which may have an event of its own.
pub(crate) fn check_options(arguments: TokenStream, diagnostics: &mut Diagnostics) {
    let mut arguments: parse::Arguments = options::parse(arguments, diagnostics);
    arguments.named.push("event".to_owned());
    check::check(arguments, None, diagnostics);
}

fn expansion(arguments: TokenStream, item: TokenStream) -> syn::Result<TokenStream> {
    let mut diagnostics = Diagnostics::default();
    let arguments: parse::Arguments = options::parse(arguments, &mut diagnostics);
    let function = diagnostics.catch(Function::parse("audited", item));
    let checked = check::check(arguments, function, &mut diagnostics);
    diagnostics.finish(checked).map(|audited| expand::expand(&audited))
}
