//! `#[observed]`: a span, a counter and a histogram for every call.

use proc_macro2::TokenStream;

use crate::diagnostics::{Diagnostics, or_item};
use crate::function::Function;
use crate::options;

mod check;
mod expand;
mod parse;
mod value;

/// The macro on `proc_macro2`'s tokens.
pub(crate) fn observed(arguments: TokenStream, item: TokenStream) -> TokenStream {
    or_item(expansion(arguments, item.clone()), item)
}

/// Checks the options that an `impl` block gives to its methods.
pub(crate) fn check_options(arguments: TokenStream, diagnostics: &mut Diagnostics) {
    let options = options::parse(arguments, diagnostics);
    check::check(options, None, diagnostics);
}

fn expansion(arguments: TokenStream, item: TokenStream) -> syn::Result<TokenStream> {
    let mut diagnostics = Diagnostics::default();
    let options: parse::ObservedOptions = options::parse(arguments, &mut diagnostics);
    let function = diagnostics.catch(Function::parse("observed", item));
    let checked = check::check(options, function, &mut diagnostics);
    diagnostics.finish(checked).map(|observed| expand::expand(&observed))
}
