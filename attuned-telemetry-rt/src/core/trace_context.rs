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
    /// The context of the span that is entered now, if there is one and its subscriber gives ids.
    ///
    /// ```
    /// use attuned_telemetry_rt::TraceContext;
    ///
    /// assert_eq!(TraceContext::current(), None, "no subscriber is installed here");
    /// ```
    #[must_use]
    pub fn current() -> Option<Self> {
        let lookup = LOOKUP.get()?;
        tracing::dispatcher::get_default(|dispatch| {
            let current = dispatch.current_span();
            current.id().and_then(|id| lookup(dispatch, id))
        })
    }
}

/// Finds a span's context in the subscriber that has the span.
pub(crate) type Lookup = fn(&Dispatch, &span::Id) -> Option<TraceContext>;

static LOOKUP: OnceLock<Lookup> = OnceLock::new();

/// Whether there is a way to find contexts: otherwise there are none.
#[inline]
#[cfg(feature = "prometheus")]
pub(crate) fn can_be_known() -> bool {
    LOOKUP.get().is_some()
}

/// Says how contexts are found. The core itself knows no subscriber.
#[cfg(feature = "init")]
pub(crate) fn look_up_with(lookup: Lookup) {
    LOOKUP.get_or_init(|| lookup);
}
