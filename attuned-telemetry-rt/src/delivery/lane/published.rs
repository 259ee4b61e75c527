//! What the metrics of a lane show.

use std::time::Instant;

use crate::delivery::breaker::BreakerState;
use crate::delivery::ledger::Accounting;

/// What the metrics of a lane show.
#[derive(Default)]
pub(in crate::delivery) struct Published {
    pub(super) accounting: Accounting,
    pub(super) breaker: Option<BreakerState>,
    pub(super) at: Option<Instant>,
}
