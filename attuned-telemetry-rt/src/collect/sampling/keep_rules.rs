//! Traces that are kept although they are not sampled.

use std::time::Duration;

/// Which traces are kept although the ratio does not sample them. The decision is made when the outermost span of this
/// process ends, for all spans that the trace has in this process. Other services do not know it.
///
/// Until then, the spans of every trace are in memory, so an unsampled trace costs as much as a sampled one. By
/// default, there are no rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeepRules {
    /// Keeps each trace that has a span with the status [`SpanStatus::Error`](crate::collect::SpanStatus::Error).
    pub errors: bool,
    /// Keeps each trace with an annotated call that panicked.
    pub panics: bool,
    /// Keeps each trace with an annotated call whose future was dropped before it completed.
    pub cancelled: bool,
    /// Keeps each trace that has a span that took longer.
    pub slower_than: Option<Duration>,
}
