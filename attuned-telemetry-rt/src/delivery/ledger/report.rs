//! The result of a flush or a shutdown.

use super::accounting::Accounting;
use crate::delivery::lane::DeliveryStatus;

/// The result of a flush or a shutdown, for one adapter and one signal: what happened to items during the call.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeliveryReport {
    /// The name of the adapter.
    pub backend: String,
    /// The signal: `metrics`, `traces`, `logs`, `health` or `audit`.
    pub signal: &'static str,
    /// Items that were delivered.
    pub delivered: u64,
    /// Items that were lost: rejected, failed or dropped.
    pub lost: u64,
    /// Items that are neither delivered nor lost. They may have been recorded after a flush began.
    pub in_flight: u64,
    /// Why the flush failed, or why items were lost or are still in flight.
    pub error: Option<String>,
}

impl DeliveryReport {
    pub(crate) fn new(status: &DeliveryStatus, before: Accounting) -> Self {
        let now = status.accounting;
        let lost = now.lost() - before.lost();
        let error = status.last_error.as_ref().filter(|_| lost > 0 || now.in_flight() > 0);
        Self {
            backend: status.backend.clone(),
            signal: status.signal,
            delivered: now.delivered - before.delivered,
            lost,
            in_flight: now.in_flight(),
            error: status.flush_error.as_ref().or(error).cloned(),
        }
    }
}
