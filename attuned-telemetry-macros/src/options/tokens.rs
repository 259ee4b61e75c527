//! The tokens around and after an option.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::parenthesized;
use syn::parse::{ParseStream, Parser as _};

/// Parses `tokens` as the content of parentheses that end at the last token. An option that ends too early is then
/// reported at its last word, and not at the attribute.
pub(crate) fn in_parentheses<T>(
    tokens: TokenStream,
    parser: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    let end = tokens.clone().into_iter().last().map_or_else(Span::call_site, |token| token.span());
    let mut group = Group::new(Delimiter::Parenthesis, tokens);
    group.set_span(end);
    let parse = |input: ParseStream<'_>| {
        let content;
        parenthesized!(content in input);
        parser(&content)
    };
    parse.parse2(TokenTree::Group(group).into())
}

/// The next token, as messages show it.
pub(crate) fn next_token(input: ParseStream<'_>) -> String {
    input.fork().parse::<TokenTree>().map_or_else(|_| "nothing".to_owned(), |token| token.to_string())
}
