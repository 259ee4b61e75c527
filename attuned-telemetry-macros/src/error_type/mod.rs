//! `#[derive(ErrorType)]`: the kinds of an error.

use proc_macro2::TokenStream;

use crate::diagnostics::Diagnostics;

mod check;
mod expand;
mod kind;
mod parse;

/// The macro on `proc_macro2`'s tokens.
pub(crate) fn error_type(item: TokenStream) -> TokenStream {
    let input = match syn::parse2(item) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let mut diagnostics = Diagnostics::default();
    let checked = check::check(&input, &mut diagnostics);
    match diagnostics.finish(checked) {
        Ok(error) => expand::expand(&error),
        Err(errors) => {
            let mut tokens = errors.to_compile_error();
            tokens.extend(expand::fallback(&input));
            tokens
        }
    }
}
