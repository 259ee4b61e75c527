//! The attribute: parse, check, expand.

use proc_macro2::TokenStream;

use super::check::check;
use super::expand::expand;
use super::options::Arguments;
use crate::diagnostics::{Diagnostics, or_item};
use crate::function::function::Function;
use crate::options::parse::parse;

/// The macro on the tokens of `proc_macro2`.
pub(crate) fn audited(arguments: TokenStream, item: TokenStream) -> TokenStream {
    or_item(expansion(arguments, item.clone()), item)
}

/// Checks the options that an `impl` block passes to its methods. The event may come from each method.
pub(crate) fn check_options(arguments: TokenStream, diagnostics: &mut Diagnostics) {
    let mut arguments: Arguments = parse(arguments, diagnostics);
    arguments.named.push("event".to_owned());
    check(arguments, None, diagnostics);
}

fn expansion(arguments: TokenStream, item: TokenStream) -> syn::Result<TokenStream> {
    let mut diagnostics = Diagnostics::default();
    let arguments: Arguments = parse(arguments, &mut diagnostics);
    let function = diagnostics.catch(Function::parse("audited", item));
    let checked = check(arguments, function, &mut diagnostics);
    diagnostics.finish(checked).map(|audited| expand(&audited))
}
