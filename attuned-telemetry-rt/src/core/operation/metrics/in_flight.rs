//! The gauge of calls in flight.

use metrics::Gauge;

use super::call_metrics::CallMetrics;
use super::facade::decrement;

/// A call in flight. It stores the gauge that was incremented, so that the same gauge is decremented.
pub struct InFlight(Counted);

enum Counted {
    Installed(&'static dyn CallMetrics),
    Gauge(Gauge),
}

impl InFlight {
    /// A call that was recorded by the installed recorder.
    pub(crate) fn installed(calls: &'static dyn CallMetrics) -> Self {
        Self(Counted::Installed(calls))
    }

    /// A call that was recorded by another recorder.
    pub(crate) const fn of(gauge: Gauge) -> Self {
        Self(Counted::Gauge(gauge))
    }

    /// A call that no gauge counts: the operation has no metrics, or no recorder is installed.
    pub(crate) const fn nowhere() -> Self {
        Self::of(Gauge::noop())
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        match &self.0 {
            Counted::Installed(calls) => calls.leave(),
            Counted::Gauge(gauge) => decrement(gauge),
        }
    }
}
