//! The derive: parse, check, expand.

use proc_macro2::TokenStream;

use super::check::check;
use super::expand::expand;
use crate::diagnostics::{Diagnostics, compile_errors, or_fallback};

/// The macro on the tokens of `proc_macro2`. After an error, the component is still implemented, but without parts, so
/// that code that uses it has no errors of its own.
pub(crate) fn health_check(item: TokenStream) -> TokenStream {
    let input = match syn::parse2(item) {
        Ok(input) => input,
        Err(error) => return compile_errors(error),
    };
    let mut diagnostics = Diagnostics::default();
    let component = check(input, &mut diagnostics);
    or_fallback(diagnostics.finish(Some(())).map(|()| expand(&component)), || expand(&component.without_parts()))
}
