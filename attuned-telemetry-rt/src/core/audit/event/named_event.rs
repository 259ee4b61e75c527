//! The event that an annotation names.

use std::ops::Deref;

use super::event_type::AuditEventType;

/// The variants as an annotation may misspell them. In scope there, they are what the compiler says may be meant, and
/// a constant of the user's with nearly such a name is found all the same.
pub mod event_variants {
    pub use super::AuditEventType::{StateCreated, StateDeleted, StateUpdated};
}

/// What an annotation gives as its event. Method resolution asks `Named` first, and `Unknown` for the error.
pub struct Named<E>(E, Unknown<E>);

/// An event that is none.
pub struct Unknown<E>(std::marker::PhantomData<E>);

/// Asks what kind of event a value is.
pub const fn event<E>(value: E) -> Named<E> {
    Named(value, Unknown(std::marker::PhantomData))
}

impl<E: Into<AuditEventType>> Named<E> {
    /// The kind of event.
    pub fn event_type(self) -> AuditEventType {
        self.0.into()
    }
}

impl<E> Unknown<E> {
    /// Never compiles: nothing is an event only here.
    #[expect(clippy::unused_self, reason = "found by method resolution")]
    pub fn event_type(&self) -> AuditEventType
    where
        E: NamesEvent,
    {
        E::event_type()
    }
}

/// What nothing has: what converts into an [`AuditEventType`] is found before it.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` is no event of an audit record",
    label = "cannot be made an `AuditEventType`",
    note = "give `StateCreated`, `StateUpdated` or `StateDeleted`, a text like `\"login_refused\"`, or a value of a type for which `AuditEventType` implements `From`"
)]
pub trait NamesEvent {
    /// The kind of event.
    fn event_type() -> AuditEventType;
}

impl<E> Deref for Named<E> {
    type Target = Unknown<E>;

    fn deref(&self) -> &Unknown<E> {
        &self.1
    }
}
