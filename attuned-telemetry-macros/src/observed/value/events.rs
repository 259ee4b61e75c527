//! Events for what a call returned.

use proc_macro2::{Ident, TokenStream};
use syn::parse::ParseStream;
use syn::token::Paren;
use syn::{Error, Token};

use super::level::LevelName;
use crate::diagnostics::Diagnostics;
use crate::options;
use crate::options::{Flag, OptionValue, Options, options};

options! {
    /// `err`, `err(level = "warn", debug)`
    pub(crate) struct ErrorEvent {
        /// The event's level; by default `error`.
        "level" => level: LevelName,
        /// Whether the error is written by its `Debug`, and not by its `Display`.
        "debug" => debug: Flag,
    }
}

options! {
    /// `ret`, `ret(level = "debug", display)`
    pub(crate) struct ReturnEvent {
        /// The event's level; by default that of the span.
        "level" => level: LevelName,
        /// Whether the value is written by its `Display`, and not by its `Debug`.
        "display" => display: Flag,
    }
}

impl OptionValue for ErrorEvent {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        flag_or_list(key, input)
    }
}

impl OptionValue for ReturnEvent {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        flag_or_list(key, input)
    }
}

/// `key` or `key(…)`
fn flag_or_list<O: Options>(key: &Ident, input: ParseStream<'_>) -> syn::Result<O> {
    if input.peek(Token![=]) {
        let known = options::list(O::KEYS);
        return Err(Error::new(
            key.span(),
            format!("option `{key}` takes no value, but a list: `{key}(…)` of {known}"),
        ));
    }
    if !input.peek(Paren) {
        return Ok(O::default());
    }
    let content;
    syn::parenthesized!(content in input);
    let mut diagnostics = Diagnostics::default();
    let options = options::parse(content.parse::<TokenStream>()?, &mut diagnostics);
    diagnostics.finish(Some(options))
}
