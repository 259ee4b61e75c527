//! The event in an annotation.

use std::ops::Deref;

use super::event_type::AuditEventType;

/// The variants, imported next to the annotation's event. For a misspelt variant the compiler suggests the right one,
/// and a user's constant with a similar name still resolves.
pub mod event_variants {
    pub use super::AuditEventType::{StateCreated, StateDeleted, StateUpdated};
}

/// The event of an annotation. Method resolution tries `Named` first; `Unknown` gives the compile error.
pub struct Named<E>(E, Unknown<E>);

/// A value that is not an event.
pub struct Unknown<E>(std::marker::PhantomData<E>);

/// Wraps the event of an annotation.
pub const fn event<E>(value: E) -> Named<E> {
    Named(value, Unknown(std::marker::PhantomData))
}

impl<E: Into<AuditEventType>> Named<E> {
    /// Converts the value to an event type.
    pub fn event_type(self) -> AuditEventType {
        self.0.into()
    }
}

impl<E> Unknown<E> {
    /// Never compiles; the bound gives the compile error.
    #[expect(clippy::unused_self, reason = "found by method resolution")]
    pub fn event_type(&self) -> AuditEventType
    where
        E: NamesEvent,
    {
        E::event_type()
    }
}

/// No type implements this trait: method resolution first finds types that convert into an [`AuditEventType`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an audit event",
    label = "cannot be converted to `AuditEventType`",
    note = "use `StateCreated`, `StateUpdated`, `StateDeleted`, a text like `\"login_refused\"`, or a type with `impl From<{Self}> for AuditEventType`"
)]
pub trait NamesEvent {
    /// The event type.
    fn event_type() -> AuditEventType;
}

impl<E> Deref for Named<E> {
    type Target = Unknown<E>;

    fn deref(&self) -> &Unknown<E> {
        &self.1
    }
}
