//! The ids of a span and its trace.

use super::ids::{SpanId, TraceId};

/// The ids of a span and its trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct TraceContext {
    /// The trace.
    pub trace_id: TraceId,
    /// The span.
    pub span_id: SpanId,
    /// Whether the trace is sampled, so that tracing backends store it. `true` for a trace that starts in this process.
    pub is_sampled: bool,
}

impl TraceContext {
    /// Creates the context of a span in a sampled trace.
    #[must_use]
    pub const fn new(trace_id: TraceId, span_id: SpanId) -> Self {
        Self { trace_id, span_id, is_sampled: true }
    }

    /// Returns the same context with another sampling decision.
    #[must_use]
    pub const fn with_sampled(self, is_sampled: bool) -> Self {
        Self { is_sampled, ..self }
    }
}
