//! Source text as tokens.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The word before a group that gets invisible delimiters, as `macro_rules` puts around `$value:expr`.
pub(crate) const INVISIBLE: &str = "invisible";

/// Parses a text, in which `invisible(a + b)` means `a + b` between invisible delimiters.
pub(crate) fn tokens(text: &str) -> Option<TokenStream> {
    text.parse().ok().map(with_invisible)
}

fn with_invisible(tokens: TokenStream) -> TokenStream {
    let mut result = TokenStream::new();
    let mut hides = false;
    for word in tokens {
        match word {
            TokenTree::Ident(word) if word == INVISIBLE => hides = true,
            TokenTree::Group(group) => {
                let delimiter = if hides { Delimiter::None } else { group.delimiter() };
                let mut inner = Group::new(delimiter, with_invisible(group.stream()));
                inner.set_span(group.span());
                result.extend([TokenTree::Group(inner)]);
                hides = false;
            }
            word => result.extend([word]),
        }
    }
    result
}
