//! The kinds of value that only `#[observed]` knows.

use proc_macro2::Ident;
use quote::ToTokens as _;
use syn::parse::ParseStream;
use syn::{Error, Expr, LitStr};

use crate::diagnostics::Diagnostics;
use crate::expansion::hygiene::ungrouped;
use crate::options::{OptionValue, equals, parse_list, text};

pub(super) mod buckets;
pub(super) mod events;
pub(super) mod fields;
pub(super) mod labels;
pub(super) mod level;
pub(super) mod objective;

/// `key = "…"` or `key = false`
pub(super) enum TextOrFalse {
    Text(LitStr),
    False,
}

impl OptionValue for TextOrFalse {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        equals(key, input, "\"…\"")?;
        if input.peek(syn::LitBool) && !input.fork().parse::<syn::LitBool>()?.value {
            input.parse::<syn::LitBool>()?;
            return Ok(Self::False);
        }
        text(key, input, "a string literal or `false`").map(Self::Text)
    }
}

/// `key = expression`, where the expression is a path or a closure.
pub(super) struct Predicate(pub(super) Expr);

impl OptionValue for Predicate {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        equals(key, input, "|returned| …")?;
        match ungrouped(input.parse()?) {
            expression @ (Expr::Path(_) | Expr::Closure(_)) => Ok(Self(expression)),
            other => Err(Error::new_spanned(
                other,
                format!("option `{key}` expects a path or a closure on the returned value: `{key} = |returned| …`"),
            )),
        }
    }
}

/// `key = expression`
pub(super) struct Expression(pub(super) Expr);

impl OptionValue for Expression {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        equals(key, input, "…")?;
        input.parse().map(ungrouped).map(Self)
    }
}

/// `key(one, another)`: every mistake in it is reported.
fn listed<T>(
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

/// The argument that has the same name: `kind` for `kind = kind`.
fn argument(what: &str, name: &Ident) -> syn::Result<Expr> {
    match syn::parse2(name.to_token_stream()) {
        Ok(argument @ Expr::Path(_)) => Ok(argument),
        _ => {
            let message =
                format!("{what} `{name}` is a keyword, and no argument has that name: give it a value, `{name} = …`");
            Err(Error::new(name.span(), message))
        }
    }
}
