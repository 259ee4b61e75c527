//! A record that is being made, and how an annotation's values get into it.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use super::captured::Captured;
use super::redacted::Redacted;
use crate::core::audit::event::event::AuditEvent;
use crate::core::audit::sink::router::AuditRouter;

/// A record that knows everything but the outcome.
pub(crate) struct Draft {
    pub(crate) event: AuditEvent,
    /// Whether a success leaves no record.
    pub(crate) is_unchanged: bool,
    pub(crate) router: Arc<AuditRouter>,
}

/// A record whose values are being captured.
pub struct Capturing<'record>(pub(in crate::core::audit) &'record mut Draft);

impl Capturing<'_> {
    /// Captures the value of an expression, which stays where it is.
    #[expect(clippy::unused_self, reason = "short where it is called")]
    pub const fn capture<'a, T: ?Sized>(&self, value: &'a T) -> Captured<'a, T> {
        Captured::new(value)
    }

    /// Captures that there is a value, which is not written.
    #[expect(clippy::unused_self, reason = "short where it is called")]
    pub const fn redact<'a, T: ?Sized>(&self, value: &'a T) -> Redacted<'a, T> {
        Redacted::new(value)
    }

    /// A success that changed no axis leaves no record.
    pub fn only_if_changed(&mut self) {
        self.0.is_unchanged = self.0.event.axes_changed.is_empty();
    }

    /// Asks a closure of the annotation's for something in the returned value.
    #[expect(clippy::unused_self, reason = "short where it is called")]
    pub fn ask<'value, T, V>(&self, value: &'value T, closure: impl FnOnce(&'value T) -> V) -> V {
        closure(value)
    }
}

impl Deref for Capturing<'_> {
    type Target = AuditEvent;

    fn deref(&self) -> &AuditEvent {
        &self.0.event
    }
}

impl DerefMut for Capturing<'_> {
    fn deref_mut(&mut self) -> &mut AuditEvent {
        &mut self.0.event
    }
}
