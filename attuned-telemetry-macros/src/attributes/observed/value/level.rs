//! The levels of `tracing`.

use proc_macro2::{Ident, Span};
use syn::parse::ParseStream;
use syn::{Error, LitStr};

use crate::options::tokens::next_token;
use crate::options::value::{OptionValue, equals};
use crate::options::words::list;

/// `level = "debug"`, `level = debug` or `level = Level::DEBUG`: one of `tracing`'s levels, in upper case.
pub(crate) struct LevelName(pub(crate) Ident);

const LEVELS: [&str; 5] = ["trace", "debug", "info", "warn", "error"];

impl OptionValue for LevelName {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        equals(key, input, "\"debug\"")?;
        let (name, span) = if input.peek(LitStr) {
            let literal: LitStr = input.parse()?;
            (literal.value(), literal.span())
        } else {
            let expected = format!("option `{key}` expects one of {}, found `{}`", list(&LEVELS), next_token(input));
            let path = input.call(syn::Path::parse_mod_style).map_err(|error| Error::new(error.span(), expected))?;
            let last = path.segments.last().map(|segment| segment.ident.clone());
            last.map_or_else(|| (String::new(), key.span()), |ident| (ident.to_string(), ident.span()))
        };
        match name.to_ascii_uppercase() {
            level if LEVELS.iter().any(|known| level.eq_ignore_ascii_case(known)) => {
                Ok(Self(Ident::new(&level, Span::call_site())))
            }
            _ => Err(Error::new(span, format!("unknown level `{name}`, expected one of {}", list(&LEVELS)))),
        }
    }
}
