//! Whether tokens mention a variable.

use proc_macro2::{TokenStream, TokenTree};

use crate::expansion::tokens::any_token;

/// Whether a name is in the tokens, also in a format string: `"{name}"`.
pub(super) fn mentions(name: &TokenStream, tokens: &TokenStream) -> bool {
    let name = name.to_string();
    let formatted = format!("{{{name}");
    any_token(tokens.clone(), &|token| match token {
        TokenTree::Ident(word) => word == name.as_str(),
        TokenTree::Literal(text) => text.to_string().contains(&formatted),
        TokenTree::Group(_) | TokenTree::Punct(_) => false,
    })
}
