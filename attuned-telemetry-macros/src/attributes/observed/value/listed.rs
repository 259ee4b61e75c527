//! A list of entries, like `fields(…)` and `labels(…)`.

use proc_macro2::Ident;
use quote::ToTokens as _;
use syn::parse::ParseStream;
use syn::{Error, Expr};

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
