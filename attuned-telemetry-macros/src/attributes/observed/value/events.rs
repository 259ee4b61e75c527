//! Events about the returned value.

use proc_macro2::{Ident, TokenStream};
use syn::parse::ParseStream;
use syn::token::Paren;
use syn::{Error, Token};

use super::level::LevelName;
use crate::diagnostics::Diagnostics;
use crate::options::parse::parse;
use crate::options::table::{Options, options};
use crate::options::value::{Flag, OptionValue};
use crate::options::words::list;

options! {
    /// `err`, `err(level = "warn", debug)`
    pub(crate) struct ErrorEvent {
        /// The event's level; by default `error`.
        "level" => level: LevelName,
        /// Whether the error is formatted with `Debug` instead of `Display`.
        "debug" => debug: Flag,
    }
}

options! {
    /// `ret`, `ret(level = "debug", display)`
    pub(crate) struct ReturnEvent {
        /// The event's level; by default the span's level.
        "level" => level: LevelName,
        /// Whether the value is formatted with `Display` instead of `Debug`.
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
        let known = list(O::KEYS);
        let message = format!("option `{key}` takes no value: write `{key}`, or `{key}(…)` with the options {known}");
        return Err(Error::new(key.span(), message));
    }
    if !input.peek(Paren) {
        return Ok(O::default());
    }
    let content;
    syn::parenthesized!(content in input);
    let mut diagnostics = Diagnostics::default();
    let options = parse(content.parse::<TokenStream>()?, &mut diagnostics);
    diagnostics.finish(Some(options))
}
