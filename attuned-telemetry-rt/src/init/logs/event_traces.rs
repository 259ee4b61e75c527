//! The trace of a log line.

use tracing::Event;

use crate::TraceContext;
use crate::collect::TraceIds;

/// Finds the trace that an event belongs to.
pub(crate) struct EventTraces(pub(crate) TraceIds);

impl EventTraces {
    /// Returns the trace context of the event's explicit parent span or, if it has none, of the running code.
    pub(super) fn of(&self, event: &Event<'_>) -> Option<TraceContext> {
        match event.parent() {
            Some(parent) => self.0.of_span(parent),
            None if event.is_contextual() => TraceContext::current(),
            None => None,
        }
    }
}
