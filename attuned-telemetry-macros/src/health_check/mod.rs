//! `#[derive(HealthCheck)]`: a struct or an enum as a component of the health tree.

use proc_macro2::TokenStream;

use crate::diagnostics::Diagnostics;

mod bounds;
mod check;
mod expand;
mod limits;
mod names;
mod parse;

/// The macro on `proc_macro2`'s tokens.
pub(crate) fn health_check(item: TokenStream) -> TokenStream {
    expansion(item).unwrap_or_else(|errors| errors.to_compile_error())
}

fn expansion(item: TokenStream) -> syn::Result<TokenStream> {
    let mut diagnostics = Diagnostics::default();
    let input = syn::parse2(item)?;
    let checked = check::check(input, &mut diagnostics);
    diagnostics.finish(checked).map(|component| expand::expand(&component))
}
