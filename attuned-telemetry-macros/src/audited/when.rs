//! `when = changed`: which calls leave a record.

use proc_macro2::Ident;
use syn::Error;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;

use super::parse::Arguments;
use crate::diagnostics::Diagnostics;
use crate::options::{OptionValue, did_you_mean, equals, list, next_token};

/// Which calls leave a record.
pub(super) enum When {
    /// Every call.
    Always,
    /// A call that changed something, and every one that did not succeed.
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
                let message = format!("unknown word `{unknown}` for `{key}`{meant}, expected one of {known}");
                Err(Error::new(word.span(), message))
            }
        }
    }
}

/// Whether only a call that changed something is wanted, which `axes_changed` must then tell.
pub(super) fn only_if_changed(arguments: &Arguments, diagnostics: &mut Diagnostics) -> bool {
    let Some(given) = &arguments.options.when else { return false };
    if let When::Always = given.value {
        return false;
    }
    if !arguments.names("axes_changed") {
        let message = "`when = changed` needs `axes_changed = …`, which says whether a call changed something";
        diagnostics.push(Error::new(given.key.span(), message));
    }
    true
}
