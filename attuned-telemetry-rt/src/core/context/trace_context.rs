//! Which trace the running code belongs to.

use std::fmt;
use std::sync::OnceLock;

use tracing::{Dispatch, span};

/// The id of a trace, 16 bytes, written as 32 lower-case hexadecimal digits. Never zero.
///
/// Source: <https://www.w3.org/TR/trace-context/#trace-id>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TraceId(pub u128);

/// The id of a span in its trace, 8 bytes, written as 16 lower-case hexadecimal digits. Never zero.
///
/// Source: <https://www.w3.org/TR/trace-context/#parent-id>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SpanId(pub u64);

impl fmt::Display for TraceId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:032x}", self.0)
    }
}

impl fmt::Display for SpanId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", self.0)
    }
}

/// A span's place in its trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TraceContext {
    /// The trace.
    pub trace_id: TraceId,
    /// The span.
    pub span_id: SpanId,
}

impl TraceContext {
    /// The context of the span that is entered now, if there is one and somebody gives ids: OpenTelemetry, with the feature
    /// `opentelemetry`, or the subscriber.
    ///
    /// ```
    /// use attuned_telemetry_rt::TraceContext;
    ///
    /// assert_eq!(TraceContext::current(), None, "no subscriber is installed here");
    /// ```
    #[must_use]
    pub fn current() -> Option<Self> {
        #[cfg(feature = "opentelemetry")]
        if let Some((context, _)) = of_opentelemetry() {
            return Some(context);
        }
        of_subscriber()
    }

    /// The same, if the trace will be found where traces are kept: OpenTelemetry says which ones are sampled.
    #[cfg(feature = "prometheus")]
    pub(crate) fn sampled() -> Option<Self> {
        #[cfg(feature = "opentelemetry")]
        if let Some((context, is_sampled)) = of_opentelemetry() {
            return is_sampled.then_some(context);
        }
        of_subscriber()
    }
}

/// The context of OpenTelemetry's active span, and whether it is sampled.
#[cfg(feature = "opentelemetry")]
pub(crate) fn of_opentelemetry() -> Option<(TraceContext, bool)> {
    opentelemetry::trace::get_active_span(|span| {
        let context = span.span_context();
        let trace_id = TraceId(u128::from_be_bytes(context.trace_id().to_bytes()));
        let span_id = SpanId(u64::from_be_bytes(context.span_id().to_bytes()));
        context.is_valid().then(|| (TraceContext { trace_id, span_id }, context.is_sampled()))
    })
}

fn of_subscriber() -> Option<TraceContext> {
    let lookup = LOOKUP.get()?;
    tracing::dispatcher::get_default(|dispatch| {
        let current = dispatch.current_span();
        current.id().and_then(|id| lookup(dispatch, id))
    })
}

/// Finds a span's context in the subscriber that has the span.
pub(crate) type Lookup = fn(&Dispatch, &span::Id) -> Option<TraceContext>;

static LOOKUP: OnceLock<Lookup> = OnceLock::new();

/// Whether there is a way to find contexts: otherwise there are none.
#[inline]
#[cfg(feature = "prometheus")]
pub(crate) fn can_be_known() -> bool {
    cfg!(feature = "opentelemetry") || LOOKUP.get().is_some()
}

/// Says how contexts are found. The core itself knows no subscriber.
#[cfg(feature = "init")]
pub(crate) fn look_up_with(lookup: Lookup) {
    LOOKUP.get_or_init(|| lookup);
}
