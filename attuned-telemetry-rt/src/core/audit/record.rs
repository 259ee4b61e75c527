//! What `#[audited]` makes of a call: a record of what its annotation lists, and of how the call ended.

use std::borrow::Cow;
use std::ops::IndexMut;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::captured::Capturing;
use super::destination::{self, Destination};
use super::event::AuditEvent;
use super::event_type::AuditEventType;
use super::value::AuditValue;
use crate::core::call::{Call, Observer};
use crate::core::outcome::Outcome;
use crate::core::returned::Failure;
use crate::core::trace_context::TraceContext;

/// The record of one call, written when the call has ended. `None` if nobody wants it.
pub struct Record(Option<Box<Draft>>);

/// A record that knows everything but the outcome.
pub(super) struct Draft {
    pub(super) event: AuditEvent,
    /// Whether a success leaves no record.
    pub(super) is_unchanged: bool,
    destination: Arc<Destination>,
}

impl Record {
    /// Starts the record of a call. What the annotation lists is asked for only if there is a sink.
    pub fn start(
        operation: &'static str,
        event_type: impl FnOnce() -> AuditEventType,
        capture: impl FnOnce(&mut Capturing<'_>),
    ) -> Call<Self> {
        let mut call = Call::start((), Self(None));
        if let Some(destination) = destination::current() {
            call.prepare(|record| {
                let event = new_event(operation, event_type());
                let draft = record.0.insert(Box::new(Draft { event, is_unchanged: false, destination }));
                capture(&mut Capturing(draft));
            });
        }
        call
    }

    /// Completes the record with what is known only after the call: asked for if it was no failure.
    pub fn complete<T>(
        &mut self,
        success: Option<&T>,
        failure: Failure,
        capture: impl FnOnce(&T, &mut Capturing<'_>),
    ) -> Failure {
        if let (Some(value), None, Some(draft)) = (success, failure, &mut self.0) {
            capture(value, &mut Capturing(draft));
        }
        failure
    }
}

fn new_event(operation: &'static str, event_type: AuditEventType) -> AuditEvent {
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
            let Draft { mut event, is_unchanged, destination } = *draft;
            if is_unchanged && outcome == Outcome::Success {
                return;
            }
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
