//! A record whose outcome is not known yet, and the capture of values into it.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use super::captured::Captured;
use super::redacted::Redacted;
use crate::core::audit::event::event::AuditEvent;
use crate::core::audit::sink::router::AuditRouter;

/// A record without its outcome.
pub(crate) struct Draft {
    pub(crate) event: AuditEvent,
    /// Whether the record is dropped if the call succeeds.
    pub(crate) is_unchanged: bool,
    pub(crate) router: Arc<AuditRouter>,
}

/// A record into which an annotation captures values.
pub struct Capturing<'record>(pub(in crate::core::audit) &'record mut Draft);

impl Capturing<'_> {
    /// Captures the value of an expression, by reference.
    #[expect(clippy::unused_self, reason = "keeps expansions short")]
    pub const fn capture<'a, T: ?Sized>(&self, value: &'a T) -> Captured<'a, T> {
        Captured::new(value)
    }

    /// Captures a masked value: the record contains a mask instead of the value.
    #[expect(clippy::unused_self, reason = "keeps expansions short")]
    pub const fn redact<'a, T: ?Sized>(&self, value: &'a T) -> Redacted<'a, T> {
        Redacted::new(value)
    }

    /// Drops the record of a successful call if `axes_changed` is empty.
    pub fn only_if_changed(&mut self) {
        self.0.is_unchanged = self.0.event.axes_changed.is_empty();
    }

    /// Calls a closure of the annotation with the returned value.
    #[expect(clippy::unused_self, reason = "keeps expansions short")]
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
