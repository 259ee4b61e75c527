//! `when = changed`: which calls write a record.

use proc_macro2::Ident;
use syn::Error;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;

use crate::options::tokens::next_token;
use crate::options::value::{OptionValue, equals};
use crate::options::words::{did_you_mean, list};

/// Which calls write a record.
pub(crate) enum When {
    /// Every call.
    Always,
    /// Calls that changed something, and calls that did not succeed.
    Changed,
}

const WORDS: [&str; 2] = ["changed", "always"];

impl OptionValue for When {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        equals(key, input, "changed")?;
        let known = list(&WORDS);
        if !input.peek(Ident::peek_any) {
            let found = next_token(input);
            return Err(input.error(format!("option `{key}` expects one of {known}, found `{found}`")));
        }
        let word = input.call(Ident::parse_any)?;
        match word.to_string().as_str() {
            "changed" => Ok(Self::Changed),
            "always" => Ok(Self::Always),
            unknown => {
                let meant = did_you_mean(unknown, &WORDS);
                let message = format!("unknown value `{unknown}` for `{key}`{meant}, expected one of {known}");
                Err(Error::new(word.span(), message))
            }
        }
    }
}
