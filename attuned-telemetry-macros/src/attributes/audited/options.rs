//! The options of `#[audited]`, and the free fields.

use proc_macro2::Ident;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Error, Expr, LitStr, Path, Token};

use super::value::event::Event;
use super::value::redacted::Redacted;
use super::value::when::When;
#[cfg(feature = "observe")]
use crate::options::conflicts::Setting;
use crate::options::table::{Given, Options, options};
use crate::options::value::OptionValue as _;
use crate::options::words::{did_you_mean, list};

options! {
    pub(super) struct AuditedOptions {
        /// What happened.
        "event" => event: Event,
        /// The user that the event is about.
        "user_id" => user_id: Expr,
        /// Where the change came from.
        "source" => source: Expr,
        /// What changed.
        "axes_changed" => axes_changed: Expr,
        /// How sure the source is, from 0 to 1.
        "confidence" => confidence: Expr,
        /// The values that the record masks.
        "redact" => redact: Redacted,
        /// Which calls write a record; by default every call.
        "when" => when: When,
        /// The operation's name; by default that of `#[observed]`, or the function's name.
        "op" => op: LitStr,
        /// The dotted prefix; by default that of `#[observed]`, or the package name.
        "scope" => scope: LitStr,
        /// The path of the runtime, if it is re-exported.
        "crate" => runtime: Path,
    }
}

options! {
    /// The options of `#[observed]` on the same function that also apply to the record.
    pub(super) struct ObservedOptions {
        "op" => op: LitStr,
        "scope" => scope: LitStr,
        "ok_if" => ok_if: Expr,
        "error_if" => error_if: Expr,
    }
}

/// Names reserved for future options, which free fields cannot have.
const RESERVED: [&str; 2] = ["required", "hash"];

/// The options, and every other `name = value`.
#[derive(Default)]
pub(super) struct Arguments {
    pub(super) options: AuditedOptions,
    pub(super) fields: Vec<Given<Expr>>,
    /// Every key in the attribute, also those with an error.
    pub(super) named: Vec<String>,
}

impl Options for Arguments {
    const KEYS: &'static [&'static str] = AuditedOptions::KEYS;

    fn read(&mut self, key: &Ident, input: ParseStream<'_>) -> Option<syn::Result<()>> {
        self.named.push(key.unraw().to_string());
        self.options.read(key, input).or_else(|| Some(self.read_field(key, input)))
    }

    #[cfg(feature = "observe")]
    fn key_of(&self, setting: &Setting) -> Option<&Ident> {
        self.options.key_of(setting)
    }
}

impl Arguments {
    /// Whether a key is in the attribute. If its value has an error, that is already reported.
    pub(super) fn names(&self, word: &str) -> bool {
        self.named.iter().any(|named| named == word)
    }

    fn read_field(&mut self, key: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
        if !input.peek(Token![=]) || RESERVED.iter().any(|word| key == word) {
            let known = list(Self::KEYS);
            let meant = did_you_mean(&key.to_string(), Self::KEYS);
            let message = format!("unknown option `{key}`{meant}, expected one of {known}, or a field: `name = value`");
            return Err(Error::new(key.span(), message));
        }
        let value = Expr::parse(key, input)?;
        if self.fields.iter().any(|earlier| earlier.key == *key) {
            return Err(Error::new(key.span(), format!("field `{key}` is given twice: keep one of them")));
        }
        self.fields.push(Given { key: key.clone(), value });
        Ok(())
    }
}
