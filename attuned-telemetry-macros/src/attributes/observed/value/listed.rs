//! A list of entries, like `fields(…)` and `labels(…)`.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative as _;
use syn::{Error, Expr, Member, Token};

use crate::diagnostics::Diagnostics;
use crate::options::parse::parse_list;

/// Parses `key(one, another)`, and reports every error in it.
pub(super) fn listed<T>(
    key: &Ident,
    input: ParseStream<'_>,
    example: &str,
    parse_one: impl Fn(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<Vec<T>> {
    if !input.peek(syn::token::Paren) {
        return Err(Error::new(key.span(), format!("option `{key}` needs a list: `{key}({example})`")));
    }
    let content;
    syn::parenthesized!(content in input);
    let mut diagnostics = Diagnostics::default();
    let mut entries = Vec::new();
    parse_list(&content, &mut diagnostics, |input| {
        entries.push(parse_one(input)?);
        Ok(())
    });
    diagnostics.finish(Some(entries))
}

/// The argument that has the name of an entry without a value: `kind` for `kind = kind`.
pub(super) fn argument(what: &str, name: &Ident) -> syn::Result<Expr> {
    match syn::parse2(name.to_token_stream()) {
        Ok(argument @ Expr::Path(_)) => Ok(argument),
        _ => {
            let message =
                format!("{what} `{name}` is a keyword, so no argument has that name: give it a value, `{name} = …`");
            Err(Error::new(name.span(), message))
        }
    }
}

/// Returns an error if the next entry is a value without a name: `self.0`, `items[0]`, `user.len()`, `*size`. `prefix`
/// is what precedes the value.
pub(super) fn check_is_named(what: &str, prefix: &str, input: ParseStream<'_>) -> syn::Result<()> {
    let ahead = input.fork();
    let Ok(value) = ahead.parse::<Expr>() else { return Ok(()) };
    let is_whole = ahead.is_empty() || ahead.peek(Token![,]);
    if !is_whole || is_name(&value) {
        return Ok(());
    }
    input.advance_to(&ahead);
    let shown = compact(value.to_token_stream());
    Err(Error::new_spanned(&value, format!("{what} `{prefix}{shown}` needs a name: `name = {prefix}{shown}`")))
}

/// `size`, `some.name`, `size = value`
fn is_name(value: &Expr) -> bool {
    match value {
        Expr::Path(path) => path.path.get_ident().is_some(),
        Expr::Field(field) => matches!(field.member, Member::Named(_)) && is_name(&field.base),
        Expr::Assign(assign) => is_name(&assign.left),
        Expr::Group(group) => is_name(&group.expr),
        _ => false,
    }
}

/// The tokens as a user writes them, except for the spaces around operators.
fn compact(tokens: TokenStream) -> String {
    let mut text = String::new();
    let mut after_word = false;
    for token in tokens {
        let is_word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        if is_word && after_word {
            text.push(' ');
        }
        match &token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => (" { ", " }"),
                    Delimiter::None => ("", ""),
                };
                text.extend([open, &compact(group.stream()), close]);
            }
            TokenTree::Punct(comma) if comma.as_char() == ',' => text.push_str(", "),
            token => text.push_str(&token.to_string()),
        }
        after_word = is_word;
    }
    text
}
