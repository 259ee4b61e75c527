//! Traces that are kept although they are not sampled.

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::time::Duration;

use crate::collect::batch::record::SpanRecord;
use crate::collect::batch::status::SpanStatus;
use crate::core::verdict::outcome::Outcome;

/// Which traces are kept although the ratio does not sample them. The decision is made when the outermost span of this
/// process ends, for all spans that the trace has in this process. Other services do not know it.
///
/// Until then, the spans of every trace are in memory, so an unsampled trace costs as much as a sampled one. By
/// default, there are no rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeepRules {
    /// Keeps each trace that has a span with the status [`SpanStatus::Error`].
    pub errors: bool,
    /// Keeps each trace with an annotated call that panicked.
    pub panics: bool,
    /// Keeps each trace with an annotated call whose future was dropped before it completed.
    pub cancelled: bool,
    /// Keeps each trace that has a span that took longer.
    pub slower_than: Option<Duration>,
}

const ERRORS: u8 = 1;
const PANICS: u8 = 1 << 1;
const CANCELLED: u8 = 1 << 2;
const SLOW: u8 = 1 << 3;

/// The rules of the process.
static RULES: AtomicU8 = AtomicU8::new(0);

/// The duration of [`SLOW`] in nanoseconds.
static SLOWER_THAN: AtomicU64 = AtomicU64::new(u64::MAX);

/// Whether there are any rules.
#[inline]
pub(crate) fn exist() -> bool {
    RULES.load(Ordering::Relaxed) != 0
}

/// Whether a rule keeps the trace of this span.
pub(crate) fn keep(span: &SpanRecord) -> bool {
    let rules = RULES.load(Ordering::Relaxed);
    let is_slow = || span.end.saturating_sub(span.start) > SLOWER_THAN.load(Ordering::Relaxed);
    let ended = |outcome| span.outcome == Some(outcome);
    rules & ERRORS != 0 && span.status == SpanStatus::Error
        || rules & PANICS != 0 && ended(Outcome::Panicked)
        || rules & CANCELLED != 0 && ended(Outcome::Cancelled)
        || rules & SLOW != 0 && is_slow()
}

impl KeepRules {
    /// Makes these the rules of the process.
    pub(crate) fn install(self) {
        let Self { errors, panics, cancelled, slower_than } = self;
        let limit = slower_than.map_or(u64::MAX, |limit| u64::try_from(limit.as_nanos()).unwrap_or(u64::MAX));
        SLOWER_THAN.store(limit, Ordering::Relaxed);
        let rules = [(errors, ERRORS), (panics, PANICS), (cancelled, CANCELLED), (slower_than.is_some(), SLOW)];
        let bits = rules.into_iter().filter(|(is_on, _)| *is_on).fold(0, |bits, (_, bit)| bits | bit);
        RULES.store(bits, Ordering::Relaxed);
    }
}
