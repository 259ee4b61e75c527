//! A request in flight.

use metrics::Gauge;

use crate::core::operation::metrics::guarded::guarded;

/// A request in flight. It is counted until this is dropped, however the request ends.
pub(crate) struct ActiveRequest(Gauge);

impl ActiveRequest {
    /// Takes a gauge that was incremented.
    pub(super) const fn new(gauge: Gauge) -> Self {
        Self(gauge)
    }
}

impl Drop for ActiveRequest {
    fn drop(&mut self) {
        guarded(|| self.0.decrement(1));
    }
}
