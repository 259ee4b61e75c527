//! `event = StateUpdated`: what happened.

use proc_macro2::Ident;
use quote::ToTokens as _;
use syn::parse::ParseStream;
use syn::{Expr, ExprLit, Lit, Path};

use crate::expansion::hygiene::ungrouped;
use crate::options::value::OptionValue;
use crate::options::words::did_you_mean;

/// What happened.
pub(crate) enum Event {
    /// A variant of `AuditEventType`.
    Variant(Path),
    /// A name similar to a variant's name: a constant of the user's, or a misspelt variant.
    AlmostVariant(Ident),
    /// A value that converts into an `AuditEventType`.
    Value(Expr),
}

const VARIANTS: [&str; 3] = ["StateCreated", "StateUpdated", "StateDeleted"];

impl OptionValue for Event {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let value = ungrouped(OptionValue::parse(key, input)?);
        let Expr::Path(path) = &value else { return Ok(Self::Value(value)) };
        Ok(match path.path.get_ident() {
            Some(name) if VARIANTS.iter().any(|variant| name == variant) => Self::Variant(path.path.clone()),
            Some(name) if !did_you_mean(&name.to_string(), &VARIANTS).is_empty() => Self::AlmostVariant(name.clone()),
            _ => Self::Value(value),
        })
    }
}

impl Event {
    /// The event as it is written; a string literal without its quotes.
    pub(crate) fn written(&self) -> String {
        match self {
            Self::Variant(path) => path.to_token_stream().to_string(),
            Self::AlmostVariant(name) => name.to_string(),
            Self::Value(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) => text.value(),
            Self::Value(path @ Expr::Path(_)) => path.to_token_stream().to_string().replace(' ', ""),
            Self::Value(value) => value.to_token_stream().to_string(),
        }
    }
}
