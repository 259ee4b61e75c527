//! Token streams: a group with a place, a search, and the tokens between two places of the input.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::parse::ParseStream;

/// The tokens in braces at the given place.
pub(crate) fn in_braces(tokens: TokenStream, place: Span) -> Group {
    let mut braces = Group::new(Delimiter::Brace, tokens);
    braces.set_span(place);
    braces
}

/// Whether a predicate holds for any token, also inside groups. It is not called with a group.
pub(crate) fn any_token(tokens: TokenStream, holds: &impl Fn(&TokenTree) -> bool) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => any_token(group.stream(), holds),
        token => holds(&token),
    })
}

/// The tokens from `start` to `end`, unchanged.
pub(crate) fn tokens_between(start: ParseStream<'_>, end: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while start.cursor() != end.cursor() && !start.is_empty() {
        tokens.extend([start.parse::<TokenTree>()?]);
    }
    Ok(tokens)
}
