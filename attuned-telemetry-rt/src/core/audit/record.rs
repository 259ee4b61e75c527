//! What `#[audited]` makes of a call: a record of what its annotation lists, and of how the call ended.

use std::borrow::Cow;
use std::fmt::Display;
use std::ops::{Deref, IndexMut};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::destination::{self, Destination};
use super::event::AuditEvent;
use super::event_type::AuditEventType;
use super::value::{AuditValue, ToAuditValue};
use crate::core::call::{Call, Observer};
use crate::core::outcome::Outcome;
use crate::core::returned::Failure;
use crate::core::trace_context::TraceContext;

/// The record of one call, written when the call has ended. `None` if nobody wants it.
pub struct Record(Option<Box<Draft>>);

/// A record that knows everything but the outcome.
struct Draft {
    event: AuditEvent,
    destination: Arc<Destination>,
}

impl Record {
    /// Starts the record of a call. What the annotation lists is asked for only if there is a sink.
    pub fn start<E: Into<AuditEventType>>(
        operation: &'static str,
        event_type: impl FnOnce() -> E,
        capture: impl FnOnce(&mut AuditEvent),
    ) -> Call<Self> {
        let mut call = Call::start((), Self(None));
        if let Some(destination) = destination::current() {
            call.prepare(|record| {
                let event = draft(operation, event_type().into());
                let draft = record.0.insert(Box::new(Draft { event, destination }));
                capture(&mut draft.event);
            });
        }
        call
    }

    /// Completes the record with what is known only after the call: asked for if it was a success.
    pub fn complete<T>(&mut self, success: Option<&T>, capture: impl FnOnce(&T, &mut AuditEvent)) {
        if let (Some(value), Some(draft)) = (success, &mut self.0) {
            capture(value, &mut draft.event);
        }
    }
}

fn draft(operation: &'static str, event_type: AuditEventType) -> AuditEvent {
    let context = TraceContext::current();
    AuditEvent {
        sequence: 0,
        timestamp: DateTime::<Utc>::UNIX_EPOCH,
        event_type,
        user_id: None,
        source: None,
        axes_changed: Vec::new(),
        confidence: None,
        trace_id: context.map(|context| context.trace_id),
        span_id: context.map(|context| context.span_id),
        operation: Cow::Borrowed(operation),
        outcome: Outcome::Success,
        error: None,
        fields: Vec::new(),
    }
}

impl Observer for Record {
    type Place = ();

    fn end(&mut self, (): &(), outcome: Outcome, failure: Failure) {
        if let Some(draft) = self.0.take() {
            let Draft { mut event, destination } = *draft;
            event.outcome = outcome;
            event.error = failure;
            destination.deliver(&mut event);
        }
    }
}

/// The value of a free field, which is made when it is first asked for.
impl std::ops::Index<&'static str> for AuditEvent {
    type Output = AuditValue;

    fn index(&self, name: &'static str) -> &AuditValue {
        let found = self.fields.iter().find(|(field, _)| *field == name);
        found.map_or(&AuditValue::Null, |(_, value)| value)
    }
}

impl IndexMut<&'static str> for AuditEvent {
    fn index_mut(&mut self, name: &'static str) -> &mut AuditValue {
        let position = self.fields.iter().position(|(field, _)| *field == name);
        let position = position.unwrap_or_else(|| {
            self.fields.push((name, AuditValue::Null));
            self.fields.len() - 1
        });
        &mut self.fields[position].1
    }
}

/// Asks a closure of the annotation's for something in the returned value.
pub fn ask<'value, T, V>(value: &'value T, closure: impl FnOnce(&'value T) -> V) -> V {
    closure(value)
}

/// An expression of the annotation's, written by its type: what has [`ToAuditValue`] by that, the rest by `Display`.
///
/// Method resolution chooses, as for returned values: `Captured` → `Displayed` → `Referenced`.
pub struct Captured<'a, T: ?Sized>(Displayed<'a, T>);

/// An expression that is written by its `Display`.
pub struct Displayed<'a, T: ?Sized>(Referenced<'a, T>);

/// An expression that is a reference to what is written, or that cannot be written at all.
pub struct Referenced<'a, T: ?Sized>(&'a T);

/// Captures the value of an expression, which stays where it is.
pub const fn captured<T: ?Sized>(value: &T) -> Captured<'_, T> {
    Captured(Displayed(Referenced(value)))
}

impl<'a, T: ?Sized> Deref for Captured<'a, T> {
    type Target = Displayed<'a, T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'a, T: ?Sized> Deref for Displayed<'a, T> {
    type Target = Referenced<'a, T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T: ToAuditValue + ?Sized> Captured<'_, T> {
    /// As the value of a free field.
    pub fn value(&self) -> AuditValue {
        self.0.0.0.to_audit_value()
    }

    /// As a text.
    pub fn text(&self) -> Option<String> {
        self.value().into_text()
    }

    /// As a number: text and truth values are none.
    pub fn number(&self) -> Option<f64> {
        match self.value() {
            #[expect(clippy::cast_precision_loss, reason = "a confidence is small")]
            AuditValue::Signed(value) => Some(value as f64),
            #[expect(clippy::cast_precision_loss, reason = "a confidence is small")]
            AuditValue::Unsigned(value) => Some(value as f64),
            AuditValue::Float(value) => Some(value),
            _ => None,
        }
    }
}

impl<T: Display + ?Sized> Displayed<'_, T> {
    /// As the value of a free field.
    pub fn value(&self) -> AuditValue {
        AuditValue::Text(self.0.0.to_string())
    }

    /// As a text.
    #[expect(clippy::unnecessary_wraps, reason = "called as the one before it is")]
    pub fn text(&self) -> Option<String> {
        Some(self.0.0.to_string())
    }
}

impl<'a, T: ?Sized> Captured<'a, T>
where
    &'a T: IntoIterator,
    <&'a T as IntoIterator>::Item: Display,
{
    /// As a list of texts, from a collection.
    pub fn list(&self) -> Vec<String> {
        self.0.0.0.into_iter().map(|item| item.to_string()).collect()
    }
}

impl<T> Displayed<'_, T>
where
    T: Iterator + Clone,
    T::Item: Display,
{
    /// As a list of texts, from an iterator, which is cloned.
    pub fn list(&self) -> Vec<String> {
        self.0.0.clone().map(|item| item.to_string()).collect()
    }
}

impl<'b, U: ?Sized> Referenced<'_, &'b U>
where
    &'b U: IntoIterator,
    <&'b U as IntoIterator>::Item: Display,
{
    /// As a list of texts, from a reference to a collection.
    pub fn list(&self) -> Vec<String> {
        self.0.into_iter().map(|item| item.to_string()).collect()
    }
}

/// Chosen last, for the sake of its error: the trait says what to do.
impl<T: ?Sized> Referenced<'_, T> {
    /// As the value of a free field.
    pub fn value(&self) -> AuditValue
    where
        T: ToAuditValue,
    {
        self.0.to_audit_value()
    }

    /// As a text.
    pub fn text(&self) -> Option<String>
    where
        T: ToAuditValue,
    {
        self.value().into_text()
    }
}
