//! `#[derive(LabelValue)]`: an enum as a metric label.

use proc_macro2::TokenStream;

use crate::diagnostics::Diagnostics;

mod check;
mod expand;
mod parse;

/// The macro on `proc_macro2`'s tokens.
pub(crate) fn label_value(item: TokenStream) -> TokenStream {
    let input = match syn::parse2(item) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let mut diagnostics = Diagnostics::default();
    let checked = check::check(&input, &mut diagnostics);
    match diagnostics.finish(checked) {
        Ok(label) => expand::expand(&label),
        Err(errors) => {
            let mut tokens = errors.to_compile_error();
            tokens.extend(expand::fallback(&input));
            tokens
        }
    }
}
