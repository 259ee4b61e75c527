//! The gauge of the calls that run.

use std::panic::{AssertUnwindSafe, catch_unwind};

use metrics::Gauge;

/// A call that runs. The gauge goes with it, so that it falls where it rose.
pub struct InFlight(Gauge);

impl InFlight {
    pub(super) const fn of(gauge: Gauge) -> Self {
        Self(gauge)
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        // A recorder's panic while another one unwinds would end the process.
        if std::thread::panicking() {
            catch_unwind(AssertUnwindSafe(|| self.0.decrement(1))).unwrap_or_else(std::mem::forget);
        } else {
            self.0.decrement(1);
        }
    }
}
