//! Counts what is not handed on, because it is not valid or exceeds a limit. Its content appears in no log and no
//! metric, because it may be secret.

use crate::core::verdict::caught::caught;

/// Name of the counter.
const DROPPED: &str = "attuned_telemetry_propagation_dropped_total";

/// Why a part of a header is dropped.
#[derive(Clone, Copy)]
pub(super) enum Loss {
    /// A `traceparent`, or a header of B3.
    InvalidTraceParent,
    /// A whole `tracestate`.
    InvalidTraceState,
    /// A member of a long `tracestate`.
    LongTraceState,
    /// An entry of the baggage.
    MalformedBaggage,
    /// An entry of the baggage that exceeds a limit.
    TooMuchBaggage,
}

impl Loss {
    const fn reason(self) -> &'static str {
        match self {
            Self::InvalidTraceParent => "invalid_traceparent",
            Self::InvalidTraceState => "invalid_tracestate",
            Self::LongTraceState => "long_tracestate",
            Self::MalformedBaggage => "malformed_baggage",
            Self::TooMuchBaggage => "too_much_baggage",
        }
    }

    /// Counts what was dropped.
    #[inline]
    pub(super) fn count(self, dropped: usize) {
        if dropped > 0 {
            self.count_some(dropped);
        }
    }

    #[cold]
    fn count_some(self, dropped: usize) {
        caught(|| metrics::counter!(DROPPED, "reason" => self.reason()).increment(dropped as u64));
    }
}
