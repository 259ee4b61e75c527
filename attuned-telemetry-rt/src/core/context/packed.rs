//! A trace context that takes little memory.

use std::num::{NonZeroU64, NonZeroU128};

use super::ids::{SpanId, TraceId};
use super::trace_context::TraceContext;

/// A trace context without the padding that the alignment of a 16-byte number needs.
#[derive(Clone, Copy)]
pub(crate) struct PackedContext {
    /// The upper and the lower half of the trace id.
    trace: [u64; 2],
    span: NonZeroU64,
    pub(crate) is_sampled: bool,
    /// Whether the trace started in this process, so that its id is random.
    pub(crate) is_own: bool,
}

impl PackedContext {
    pub(crate) fn trace_id(self) -> TraceId {
        let [upper, lower] = self.trace.map(u128::from);
        TraceId::of(NonZeroU128::new(upper << 64 | lower).unwrap_or(NonZeroU128::MIN))
    }

    pub(crate) fn span_id(self) -> SpanId {
        SpanId::of(self.span)
    }

    /// Returns the halves of the trace id, and the span id.
    #[cfg(any(feature = "adapters", feature = "init"))]
    pub(crate) fn numbers(self) -> [u64; 3] {
        let [upper, lower] = self.trace;
        [upper, lower, self.span.get()]
    }

    /// Returns the context with these [numbers](Self::numbers).
    #[cfg(any(feature = "adapters", feature = "init"))]
    pub(crate) fn of_numbers([upper, lower, span]: [u64; 3], is_sampled: bool, is_own: bool) -> Option<Self> {
        NonZeroU64::new(span).map(|span| Self { trace: [upper, lower], span, is_sampled, is_own })
    }

    /// Returns the same context, with whether the trace started in this process.
    #[cfg(any(feature = "adapters", feature = "init"))]
    pub(crate) fn with_own(self, is_own: bool) -> Self {
        Self { is_own, ..self }
    }

    /// Returns the context of another span of the trace.
    #[cfg(any(feature = "adapters", feature = "init"))]
    pub(crate) fn with_span(self, span: SpanId) -> Self {
        Self { span: span.number(), ..self }
    }
}

/// The context of a trace that may have started in another process.
impl From<TraceContext> for PackedContext {
    fn from(context: TraceContext) -> Self {
        let trace = context.trace_id.get();
        #[expect(clippy::cast_possible_truncation, reason = "the halves are stored separately")]
        let halves = [(trace >> 64) as u64, trace as u64];
        Self { trace: halves, span: context.span_id.number(), is_sampled: context.is_sampled, is_own: false }
    }
}

impl From<PackedContext> for TraceContext {
    fn from(packed: PackedContext) -> Self {
        Self { trace_id: packed.trace_id(), span_id: packed.span_id(), is_sampled: packed.is_sampled }
    }
}
