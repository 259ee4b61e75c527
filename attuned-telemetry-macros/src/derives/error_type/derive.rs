//! The derive: parse, check, expand.

use proc_macro2::TokenStream;

use super::check::check;
use super::expand::{expand, fallback};
use crate::diagnostics::{Diagnostics, compile_errors, or_fallback};

/// The macro on the tokens of `proc_macro2`.
pub(crate) fn error_type(item: TokenStream) -> TokenStream {
    let input = match syn::parse2(item) {
        Ok(input) => input,
        Err(error) => return compile_errors(error),
    };
    let mut diagnostics = Diagnostics::default();
    let checked = check(&input, &mut diagnostics);
    or_fallback(diagnostics.finish(checked).map(|error| expand(&error)), || fallback(&input))
}
