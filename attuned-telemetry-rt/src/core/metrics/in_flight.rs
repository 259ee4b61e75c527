//! The gauge of the calls that run.

use std::panic::{AssertUnwindSafe, catch_unwind};

use metrics::Gauge;

use super::call_metrics::CallMetrics;

/// A call that runs. What counts it goes with it, so that it falls where it rose.
pub struct InFlight(Counted);

enum Counted {
    Installed(&'static dyn CallMetrics),
    Gauge(Gauge),
}

impl InFlight {
    /// A call that the installed recorder counts.
    pub(crate) fn installed(calls: &'static dyn CallMetrics) -> Self {
        Self(Counted::Installed(calls))
    }

    /// A call that another recorder counts.
    pub(crate) const fn of(gauge: Gauge) -> Self {
        Self(Counted::Gauge(gauge))
    }

    /// A call that nobody counts.
    pub(crate) const fn nowhere() -> Self {
        Self::of(Gauge::noop())
    }

    fn leave(&self) {
        match &self.0 {
            Counted::Installed(calls) => calls.leave(),
            Counted::Gauge(gauge) => gauge.decrement(1),
        }
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        // A recorder's panic while another one unwinds would end the process.
        if std::thread::panicking() {
            catch_unwind(AssertUnwindSafe(|| self.leave())).unwrap_or_else(std::mem::forget);
        } else {
            self.leave();
        }
    }
}
