//! A closure that is asked about a returned value.

use quote::ToTokens as _;
use syn::{Error, ExprClosure};

/// A closure is asked about the returned value, and about nothing else.
pub(crate) fn check(closure: &ExprClosure, expected: &str) -> syn::Result<()> {
    if closure.inputs.len() == 1 && closure.asyncness.is_none() {
        return Ok(());
    }
    // Without parameters there is nothing between the bars.
    let parameters = if closure.inputs.is_empty() {
        closure.inputs_begin.to_token_stream()
    } else {
        closure.inputs.to_token_stream()
    };
    Err(Error::new_spanned(parameters, expected))
}
