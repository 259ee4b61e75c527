//! `event = StateUpdated`: what happened.

use proc_macro2::{Ident, Span};
use quote::ToTokens as _;
use syn::{Error, Expr, ExprLit, Lit, Path};

use crate::diagnostics::Diagnostics;
use crate::expansion::hygiene::ungrouped;
use crate::options::{Given, did_you_mean};

/// What happened.
pub(super) enum Event {
    /// A variant of `AuditEventType`.
    Variant(Path),
    /// A name that is nearly a variant's: a constant of the user's, or a misspelt variant.
    AlmostVariant(Ident),
    /// A value that converts into it.
    Value(Expr),
}

impl Event {
    /// The event as it is written, and a text without its quotes.
    pub(super) fn written(&self) -> String {
        match self {
            Self::Variant(path) => path.to_token_stream().to_string(),
            Self::AlmostVariant(name) => name.to_string(),
            Self::Value(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) => text.value(),
            Self::Value(path @ Expr::Path(_)) => path.to_token_stream().to_string().replace(' ', ""),
            Self::Value(value) => value.to_token_stream().to_string(),
        }
    }
}

const VARIANTS: [&str; 3] = ["StateCreated", "StateUpdated", "StateDeleted"];

/// The event, which there must be; if what it is was not understood, that has been said.
pub(super) fn event(given: Option<Given<Expr>>, is_named: bool, diagnostics: &mut Diagnostics) -> Option<Event> {
    let Some(given) = given else {
        if !is_named {
            let message =
                "`#[audited]` needs an event: `event = StateUpdated`, or a value that converts into `AuditEventType`";
            diagnostics.push(Error::new(Span::call_site(), message));
        }
        return None;
    };
    let value = ungrouped(given.value);
    let Expr::Path(path) = &value else { return Some(Event::Value(value)) };
    match path.path.get_ident() {
        Some(name) if VARIANTS.iter().any(|variant| name == variant) => Some(Event::Variant(path.path.clone())),
        Some(name) if !did_you_mean(&name.to_string(), &VARIANTS).is_empty() => {
            Some(Event::AlmostVariant(name.clone()))
        }
        _ => Some(Event::Value(value)),
    }
}
