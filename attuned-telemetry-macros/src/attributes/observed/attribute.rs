//! The attribute: parse, check, expand.

use proc_macro2::TokenStream;

use super::check::check;
use super::expand::expand::expand;
use super::options::ObservedOptions;
use crate::diagnostics::{Diagnostics, or_item};
use crate::function::function::Function;
use crate::options::parse::parse;

/// The macro on the tokens of `proc_macro2`.
pub(crate) fn observed(arguments: TokenStream, item: TokenStream) -> TokenStream {
    or_item(expansion(arguments, item.clone()), item)
}

/// Checks the options that an `impl` block passes to its methods.
pub(crate) fn check_options(arguments: TokenStream, diagnostics: &mut Diagnostics) {
    let options = parse(arguments, diagnostics);
    check(options, None, diagnostics);
}

fn expansion(arguments: TokenStream, item: TokenStream) -> syn::Result<TokenStream> {
    let mut diagnostics = Diagnostics::default();
    let options: ObservedOptions = parse(arguments, &mut diagnostics);
    let function = diagnostics.catch(Function::parse("observed", item));
    let checked = check(options, function, &mut diagnostics);
    diagnostics.finish(checked).map(|observed| expand(&observed))
}
