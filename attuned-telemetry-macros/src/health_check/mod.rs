//! `#[derive(HealthCheck)]`: a struct or an enum as a component of the health tree.

use proc_macro2::TokenStream;

use crate::diagnostics::Diagnostics;

mod bounds;
mod check;
mod expand;
mod limits;
mod names;
mod parse;

/// The macro on `proc_macro2`'s tokens. After a mistake the implementation is there all the same, without parts: one
/// mistake stays one error, wherever the component is used.
pub(crate) fn health_check(item: TokenStream) -> TokenStream {
    let input = match syn::parse2(item) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let mut diagnostics = Diagnostics::default();
    let component = check::check(input, &mut diagnostics);
    match diagnostics.finish(Some(())) {
        Ok(()) => expand::expand(&component),
        Err(errors) => {
            let mut tokens = errors.to_compile_error();
            tokens.extend(expand::expand(&component.without_parts()));
            tokens
        }
    }
}
