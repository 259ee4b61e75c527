//! The tokens between two places of the input.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::ParseStream;

/// The tokens from `start` to `end`, unchanged.
pub(super) fn tokens_between(start: ParseStream<'_>, end: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while start.cursor() != end.cursor() && !start.is_empty() {
        tokens.extend([start.parse::<TokenTree>()?]);
    }
    Ok(tokens)
}
