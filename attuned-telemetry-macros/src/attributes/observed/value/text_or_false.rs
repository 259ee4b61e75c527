//! A text, or `false`.

use proc_macro2::Ident;
use syn::LitStr;
use syn::parse::ParseStream;

use crate::options::value::{OptionValue, equals, text};

/// `key = "…"` or `key = false`
pub(crate) enum TextOrFalse {
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

    fn is_off(&self) -> bool {
        matches!(self, Self::False)
    }
}
