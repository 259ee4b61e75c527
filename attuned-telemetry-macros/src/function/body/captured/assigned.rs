//! Whether the last thing that a body does with a variable is an assignment.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use crate::expansion::tokens::any_token;

/// Whether the last mention of a variable assigns it or its field, and no loop follows, which may read it.
pub(super) fn is_assigned_last(name: &TokenStream, body: &TokenStream) -> bool {
    let name = name.to_string();
    let is_loop = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "loop" || word == "while" || word == "for");
    last_is_assigned(body.clone(), &name) == Some(true) && !any_token(body.clone(), &is_loop)
}

/// Whether the last mention of a name is the target of an assignment. `None` if the name is not mentioned.
fn last_is_assigned(tokens: TokenStream, name: &str) -> Option<bool> {
    let mut last = None;
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(word) if word == name => {
                let mut place = tokens.clone().skip_while(is_part_of_place);
                last = Some(is_assignment(place.next(), place.next()));
            }
            TokenTree::Group(group) => last = last_is_assigned(group.stream(), name).or(last),
            _ => {}
        }
    }
    last
}

/// `.field`, `.0`, `[index]`
fn is_part_of_place(token: &TokenTree) -> bool {
    match token {
        TokenTree::Punct(dot) => dot.as_char() == '.',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Bracket,
        TokenTree::Ident(_) | TokenTree::Literal(_) => true,
    }
}

/// `=` and `+=`, but not `==` and `=>`
fn is_assignment(first: Option<TokenTree>, second: Option<TokenTree>) -> bool {
    let (Some(TokenTree::Punct(first)), second) = (first, second) else { return false };
    let is_joint = first.spacing() == Spacing::Joint;
    match (first.as_char(), second) {
        ('=', Some(TokenTree::Punct(second))) if is_joint => !matches!(second.as_char(), '=' | '>'),
        ('=', _) => true,
        ('+' | '-' | '*' | '/' | '%' | '&' | '|' | '^', Some(TokenTree::Punct(second))) => {
            is_joint && second.as_char() == '='
        }
        _ => false,
    }
}
