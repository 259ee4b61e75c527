//! The types of value that an option can have.

use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{Error, LitStr, Token};

use super::tokens::next_token;

/// A type of value, parsed from the tokens after its key.
pub(crate) trait OptionValue: Sized {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self>;

    /// Whether the value turns the option off: `key = false`.
    #[cfg(feature = "observe")]
    fn is_off(&self) -> bool {
        false
    }
}

/// Parses the `=` after a key. Without it, the error shows the option with an example of a value.
pub(crate) fn equals(key: &Ident, input: ParseStream<'_>, example: &str) -> syn::Result<()> {
    let needs = |span| Error::new(span, format!("`{key}` needs a value: `{key} = {example}`"));
    if !input.peek(Token![=]) {
        return Err(needs(key.span()));
    }
    let equals: Token![=] = input.parse()?;
    if input.is_empty() || input.peek(Token![,]) {
        return Err(needs(equals.span));
    }
    Ok(())
}

/// Parses a string literal that is not empty.
pub(crate) fn text(key: &Ident, input: ParseStream<'_>, expected: &str) -> syn::Result<LitStr> {
    if !input.peek(LitStr) {
        let found = next_token(input);
        return Err(input.error(format!("option `{key}` expects {expected}, found `{found}`")));
    }
    let literal: LitStr = input.parse()?;
    if !literal.suffix().is_empty() {
        let suffix = literal.suffix();
        let message =
            format!("option `{key}` expects {expected}, found a literal with the suffix `{suffix}`: remove the suffix");
        return Err(Error::new(literal.span(), message));
    }
    if literal.value().is_empty() {
        let message = format!("option `{key}` must not be empty: give it a text or remove it");
        return Err(Error::new(literal.span(), message));
    }
    Ok(literal)
}

/// `key = "…"`
impl OptionValue for LitStr {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        equals(key, input, "\"…\"")?;
        text(key, input, "a string literal")
    }
}

/// `key`
pub(crate) struct Flag;

impl OptionValue for Flag {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Token![=]) || input.peek(syn::token::Paren) {
            return Err(input.error(format!("option `{key}` takes no value: write `{key}` alone")));
        }
        Ok(Self)
    }
}

/// `key = path::to::something`
impl OptionValue for syn::Path {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        equals(key, input, "path")?;
        let expected = format!("option `{key}` expects a path like `crate::telemetry`, found `{}`", next_token(input));
        input.call(Self::parse_mod_style).map_err(|error| Error::new(error.span(), expected))
    }
}

/// `key = expression`
#[cfg(any(feature = "audit", feature = "health"))]
impl OptionValue for syn::Expr {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        equals(key, input, "…")?;
        input.parse()
    }
}
