//! What the metrics of a lane show.

use std::time::Instant;

use crate::delivery::breaker::BreakerState;
use crate::delivery::ledger::Accounting;

/// What the metrics of a lane show, and who updates them.
#[derive(Default)]
pub(in crate::delivery) struct Published {
    pub(super) shown: Shown,
    pub(super) at: Option<Instant>,
    /// Whether a thread is updating the metrics.
    pub(super) is_busy: bool,
    /// Whether the numbers have changed since that thread read them.
    pub(super) is_outdated: bool,
}

#[derive(Clone, Copy, Default)]
pub(super) struct Shown {
    pub(super) accounting: Accounting,
    /// `None` before the first update, and after the end of the lane.
    pub(super) breaker: Option<BreakerState>,
}
