//! A closure that is called with the returned value.

use quote::ToTokens as _;
use syn::{Error, ExprClosure};

/// Returns an error with the message `expected`, unless the closure has exactly one parameter and is not `async`.
pub(crate) fn check(closure: &ExprClosure, expected: &str) -> syn::Result<()> {
    if closure.inputs.len() == 1 && closure.asyncness.is_none() {
        return Ok(());
    }
    // Without parameters there is nothing between the bars to underline.
    let parameters = if closure.inputs.is_empty() {
        closure.inputs_begin.to_token_stream()
    } else {
        closure.inputs.to_token_stream()
    };
    Err(Error::new_spanned(parameters, expected))
}
