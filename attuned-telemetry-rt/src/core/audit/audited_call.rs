//! The observer of `#[audited]`: it writes the audit record when the call ends.

use std::borrow::Cow;
use std::ops::IndexMut;

use chrono::{DateTime, Utc};

use super::capture::draft::{Capturing, Draft};
use super::capture::value::AuditValue;
use super::event::event::AuditEvent;
use super::event::event_type::AuditEventType;
use super::sink::router;
use crate::core::call::call::{Call, Observer, State};
use crate::core::call::deferred::Start;
use crate::core::context::trace_context::TraceContext;
use crate::core::verdict::classify::Failure;
use crate::core::verdict::outcome::Outcome;

/// The record of one call, written when the call ends.
pub struct AuditedCall {
    /// `None` if no sink is installed, or if the record has been written.
    draft: Option<Box<Draft>>,
    state: State,
}

impl AuditedCall {
    /// Starts the record of a call. The values in the annotation are evaluated only if a sink is installed.
    pub fn start(
        operation: &'static str,
        event_type: impl FnOnce() -> AuditEventType,
        capture: impl FnOnce(&mut Capturing<'_>),
    ) -> Call<Self> {
        // The values are user code. The call has already started, so a panic in this code gives the outcome `panicked`.
        let mut call = Self::running(None);
        call.observer().prepare(operation, event_type, capture);
        call
    }

    /// Captures the values of a call that starts later, when its arguments may have been moved.
    pub fn deferred(
        operation: &'static str,
        event_type: impl FnOnce() -> AuditEventType,
        capture: impl FnOnce(&mut Capturing<'_>),
    ) -> DeferredRecord {
        let mut call = Self::start(operation, event_type, capture);
        call.observer().set_state(State::Ended);
        DeferredRecord(call.observer().draft.take())
    }

    fn running(draft: Option<Box<Draft>>) -> Call<Self> {
        Call::start(Self { draft, state: State::Running })
    }

    fn prepare(
        &mut self,
        operation: &'static str,
        event_type: impl FnOnce() -> AuditEventType,
        capture: impl FnOnce(&mut Capturing<'_>),
    ) {
        let Some(router) = router::current() else { return };
        let event = new_event(operation, event_type());
        let draft = self.draft.insert(Box::new(Draft { event, is_unchanged: false, router }));
        capture(&mut Capturing(draft));
    }
}

/// The record of a call that has not started yet.
pub struct DeferredRecord(Option<Box<Draft>>);

impl DeferredRecord {
    /// Starts the call, in the current trace.
    pub fn start(self) -> Call<AuditedCall> {
        let mut draft = self.0;
        if let Some(draft) = &mut draft {
            draft.event.in_trace(TraceContext::current());
        }
        AuditedCall::running(draft)
    }
}

impl Start for DeferredRecord {
    type Observer = AuditedCall;

    fn begin(self) -> Call<AuditedCall> {
        self.start()
    }
}

impl Call<AuditedCall> {
    /// Captures values that are known only after the call, unless it failed.
    pub fn complete<T>(&mut self, success: Option<&T>, failure: Failure, capture: impl FnOnce(&T, &mut Capturing<'_>)) {
        if let (Some(value), None, Some(draft)) = (success, failure, &mut self.observer().draft) {
            capture(value, &mut Capturing(draft));
        }
    }
}

fn new_event(operation: &'static str, event_type: AuditEventType) -> AuditEvent {
    let mut event = AuditEvent {
        sequence: 0,
        timestamp: DateTime::<Utc>::UNIX_EPOCH,
        event_type,
        user_id: None,
        source: None,
        axes_changed: Vec::new(),
        confidence: None,
        trace_id: None,
        span_id: None,
        operation: Cow::Borrowed(operation),
        outcome: Outcome::Success,
        error: None,
        fields: Vec::new(),
    };
    event.in_trace(TraceContext::current());
    event
}

impl AuditEvent {
    fn in_trace(&mut self, context: Option<TraceContext>) {
        self.trace_id = context.map(|context| context.trace_id);
        self.span_id = context.map(|context| context.span_id);
    }
}

impl Observer for AuditedCall {
    #[inline]
    fn state(&self) -> State {
        self.state
    }

    #[inline]
    fn set_state(&mut self, state: State) {
        self.state = state;
    }

    fn enter(&mut self) {}

    fn leave(&mut self) {}

    fn end(&mut self, outcome: Outcome, failure: Failure) {
        if let Some(draft) = self.draft.take() {
            let Draft { mut event, is_unchanged, router } = *draft;
            if is_unchanged && outcome == Outcome::Success {
                return;
            }
            event.outcome = outcome;
            event.error = failure;
            router.route(&mut event);
        }
    }

    fn end_call(call: &mut Call<Self>, failure: Failure) {
        call.end_with(failure);
    }

    fn drop_call(call: &mut Call<Self>) {
        call.end_dropped();
    }
}

/// Access to a free field by its name. `IndexMut` adds a field that is missing.
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
