//! The implementation of the facade's handles.

use std::sync::{Arc, Mutex, PoisonError};

use metrics::{CounterFn, GaugeFn, HistogramFn};

use super::engine::Engine;
use crate::engine::cells;
use crate::engine::cells::local;
use crate::engine::exemplars::Exemplars;
use crate::engine::family::aggregation::{Aggregation, BUCKETS};
use crate::engine::family::family::{Family, Found};
use crate::engine::histogram::bounds::Bounds;
use crate::engine::histogram::exponential::exponential::Exponential;

/// A handle of a series. It keeps the engine alive, so that the cells of the series are not reused.
pub(crate) struct Handle {
    engine: Engine,
    family: Arc<Family>,
    found: Found,
    /// The cell of the counter of overflows, if this is an overflow series.
    overflow: Option<u32>,
    exponential: Option<Arc<Exponential>>,
    /// Whether the series can expire, so that each write must leave a trace.
    expires: bool,
}

impl Handle {
    pub(crate) fn new(engine: Engine, family: Arc<Family>, found: Found, overflow: Option<u32>) -> Self {
        let exponential = family.exponential(found.first);
        let expires = family.expires();
        Self { engine, family, found, overflow, exponential, expires }
    }

    /// Returns the first cell of the series.
    pub(crate) fn first(&self) -> u32 {
        self.found.first
    }

    /// Returns the cell of a counter, unless this is an overflow series, where each count is also an overflow.
    #[inline]
    pub(crate) fn own_cell(&self) -> Option<u32> {
        self.overflow.is_none().then_some(self.found.first)
    }

    /// Returns the bounds of a histogram's buckets, or `None` if they are exponential.
    pub(crate) fn bounds(&self) -> Option<&Arc<Bounds>> {
        match &self.family.aggregation {
            Aggregation::Histogram(bounds) => Some(bounds),
            _ => None,
        }
    }

    /// Returns the exemplars of the series, which are created if necessary.
    pub(crate) fn make_exemplars(&self) -> Arc<Exemplars> {
        self.family.make_exemplars(self.found.first)
    }

    /// Marks the series as one that never expires.
    pub(crate) fn lasting(self) -> Self {
        self.family.keep(self.found.place);
        self
    }

    /// Counts an overflow, if this is an overflow series.
    pub(crate) fn count_overflow(&self) {
        self.count_overflows(1);
    }

    fn count_overflows(&self, count: u64) {
        if let Some(overflow) = self.overflow {
            local().count(overflow, count);
        }
    }

    /// Adds to a counter.
    pub(crate) fn add(&self, count: u64) {
        local().count(self.found.first, count);
        if count == 0 {
            self.family.mark(self.found.place);
        }
        self.count_overflow();
    }

    /// Increments a gauge by one, in this thread's copy of the cell.
    pub(crate) fn count_up(&self) {
        local().count(self.found.first + 1, 1);
        self.gauge_written();
        self.count_overflow();
    }

    /// Decrements a gauge by one, in this thread's copy of the cell.
    pub(crate) fn count_down(&self) {
        local().count(self.found.first + 1, u64::MAX);
        self.gauge_written();
    }

    /// Records that a gauge was written, even if its value is the same as before.
    fn gauge_written(&self) {
        if self.expires && !cells::count_write(local(), self.found.first) {
            self.family.mark(self.found.place);
        }
    }

    /// Returns the value of a gauge.
    pub(crate) fn gauge(&self) -> f64 {
        cells::gauge(self.found.first)
    }

    /// Sets a gauge.
    pub(crate) fn set(&self, value: f64) {
        cells::set_gauge(self.found.first, value);
        self.gauge_written();
        self.count_overflow();
    }

    /// Records a value in a histogram `count` times.
    fn record_many_of(&self, value: f64, count: u64) {
        match (&self.family.aggregation, &self.exponential) {
            (Aggregation::Histogram(bounds), _) if value.is_finite() => {
                record(self.found.first, bounds.bucket(value), value, count);
            }
            (_, Some(exponential)) if value.is_finite() && exponential.record(value, count) => {}
            _ => {
                self.family.mark(self.found.place);
                return self.engine.refuse(&self.family, count);
            }
        }
        self.count_overflows(count);
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.family.let_go(self.found.place);
    }
}

/// Serializes [`CounterFn::absolute`], whose read and write are not atomic.
static SETTING: Mutex<()> = Mutex::new(());

impl CounterFn for Handle {
    fn increment(&self, count: u64) {
        self.add(count);
    }

    /// Raises the counter to a value. Does nothing if the counter is not below it.
    fn absolute(&self, value: u64) {
        let _setting = SETTING.lock().unwrap_or_else(PoisonError::into_inner);
        self.add(value.saturating_sub(cells::total(self.found.first)));
    }
}

impl GaugeFn for Handle {
    fn increment(&self, value: f64) {
        cells::add_to_gauge(self.found.first, value);
        self.gauge_written();
        self.count_overflow();
    }

    fn decrement(&self, value: f64) {
        cells::add_to_gauge(self.found.first, -value);
        self.gauge_written();
        self.count_overflow();
    }

    fn set(&self, value: f64) {
        Self::set(self, value);
    }
}

impl HistogramFn for Handle {
    fn record(&self, value: f64) {
        self.record_many_of(value, 1);
    }

    fn record_many(&self, value: f64, count: usize) {
        if count > 0 {
            self.record_many_of(value, count as u64);
        }
    }
}

/// Records a value in a histogram with bounds.
fn record(first: u32, bucket: u32, value: f64, count: u64) {
    let local = local();
    #[expect(clippy::cast_precision_loss, reason = "a sum is a float")]
    local.add_float(local.chunk(first), first, if count == 1 { value } else { value * count as f64 });
    local.count(first + BUCKETS + bucket, count);
}
