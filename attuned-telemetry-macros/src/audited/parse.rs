//! The options of `#[audited]`, and the free fields beside them.

use proc_macro2::Ident;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Error, Expr, LitStr, Path, Token};

use super::redact::Redacted;
use super::when::When;
use crate::options::{Given, OptionValue as _, Options, list, meant, options};

options! {
    pub(super) struct AuditedOptions {
        /// What happened.
        "event" => event: Expr,
        /// Whom it concerns.
        "user_id" => user_id: Expr,
        /// Where it came from.
        "source" => source: Expr,
        /// What changed.
        "axes_changed" => axes_changed: Expr,
        /// How sure the source is.
        "confidence" => confidence: Expr,
        /// What the record says is there, and does not show.
        "redact" => redact: Redacted,
        /// Whether a call that changed nothing leaves a record too.
        "when" => when: When,
        /// The operation's name; by default that of `#[observed]`, or the function's.
        "op" => op: LitStr,
        /// The dotted prefix; by default that of `#[observed]`, or the package's name.
        "scope" => scope: LitStr,
        /// Where the runtime is, if it is re-exported.
        "crate" => runtime: Path,
    }
}

options! {
    /// What `#[observed]` on the same function says of its name, and of what it returns.
    pub(super) struct ObservedOptions {
        "op" => op: LitStr,
        "scope" => scope: LitStr,
        "ok_if" => ok_if: Expr,
        "error_if" => error_if: Expr,
    }
}

/// Words that mean something in an audit, and that no free field may therefore have.
const RESERVED: [&str; 2] = ["required", "hash"];

/// The options, and every other `name = value`.
#[derive(Default)]
pub(super) struct Arguments {
    pub(super) options: AuditedOptions,
    pub(super) fields: Vec<Given<Expr>>,
    /// Every word that is there, understood or not.
    pub(super) named: Vec<String>,
}

impl Options for Arguments {
    const KEYS: &'static [&'static str] = AuditedOptions::KEYS;

    fn read(&mut self, key: &Ident, input: ParseStream<'_>) -> Option<syn::Result<()>> {
        self.named.push(key.unraw().to_string());
        self.options.read(key, input).or_else(|| Some(self.read_field(key, input)))
    }
}

impl Arguments {
    /// Whether a word is there, understood or not: a mistake in it has been said.
    pub(super) fn names(&self, word: &str) -> bool {
        self.named.iter().any(|named| named == word)
    }

    fn read_field(&mut self, key: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
        if !input.peek(Token![=]) || RESERVED.iter().any(|word| key == word) {
            let known = list(Self::KEYS);
            let meant = meant::<Self>(key);
            let message = format!("unknown option `{key}`{meant}, expected one of {known}, or a field: `name = value`");
            return Err(Error::new(key.span(), message));
        }
        let value = Expr::parse(key, input)?;
        if self.fields.iter().any(|earlier| earlier.key == *key) {
            return Err(Error::new(key.span(), format!("field `{key}` is given twice, keep one of them")));
        }
        self.fields.push(Given { key: key.clone(), value });
        Ok(())
    }
}
