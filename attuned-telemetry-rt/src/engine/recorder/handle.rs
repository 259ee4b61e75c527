//! What the facade's handles do.

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

/// A series, and where it counts. It keeps the engine, so that no cell of it is somebody else's.
pub(crate) struct Handle {
    engine: Engine,
    family: Arc<Family>,
    found: Found,
    /// Where is counted what goes to the overflow, if this is that.
    overflow: Option<u32>,
    exponential: Option<Arc<Exponential>>,
}

impl Handle {
    pub(crate) fn new(engine: Engine, family: Arc<Family>, found: Found, overflow: Option<u32>) -> Self {
        let exponential = family.exponential(found.first);
        Self { engine, family, found, overflow, exponential }
    }

    /// Its first cell.
    pub(crate) fn first(&self) -> u32 {
        self.found.first
    }

    /// The bounds of a histogram's buckets. An exponential one has none.
    pub(crate) fn bounds(&self) -> Option<&Arc<Bounds>> {
        match &self.family.aggregation {
            Aggregation::Histogram(bounds) => Some(bounds),
            _ => None,
        }
    }

    /// The exemplars of the series, which has some from now on.
    pub(crate) fn make_exemplars(&self) -> Arc<Exemplars> {
        self.family.make_exemplars(self.found.first)
    }

    /// A series of code rather than of what it was called with: it never expires.
    pub(crate) fn lasting(self) -> Self {
        self.family.keep(self.found.place);
        self
    }

    /// Counts one value more that went to the overflow, if this is that.
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
        self.count_overflow();
    }

    /// Counts a gauge up by one, on this thread's own cell.
    pub(crate) fn count_up(&self) {
        local().count(self.found.first + 1, 1);
        self.count_overflow();
    }

    /// Counts a gauge down by one, on this thread's own cell.
    pub(crate) fn count_down(&self) {
        local().count(self.found.first + 1, u64::MAX);
    }

    /// What a gauge is set to.
    pub(crate) fn gauge(&self) -> f64 {
        cells::gauge(self.found.first)
    }

    /// Sets a gauge.
    pub(crate) fn set(&self, value: f64) {
        cells::set_gauge(self.found.first, value);
        self.count_overflow();
    }

    /// Counts a value in a histogram so many times.
    fn record_many_of(&self, value: f64, count: u64) {
        if !value.is_finite() {
            return self.engine.refuse(&self.family, count);
        }
        match (&self.family.aggregation, &self.exponential) {
            (Aggregation::Histogram(bounds), _) => record(self.found.first, bounds.bucket(value), value, count),
            (_, Some(exponential)) if exponential.record(value, count) => {}
            _ => return self.engine.refuse(&self.family, count),
        }
        self.count_overflows(count);
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.family.let_go(self.found.place);
    }
}

/// One at a time sets a counter.
static SETTING: Mutex<()> = Mutex::new(());

impl CounterFn for Handle {
    fn increment(&self, count: u64) {
        self.add(count);
    }

    /// Raises the counter to a value, if it is less.
    fn absolute(&self, value: u64) {
        let _setting = SETTING.lock().unwrap_or_else(PoisonError::into_inner);
        self.add(value.saturating_sub(cells::total(self.found.first)));
    }
}

impl GaugeFn for Handle {
    fn increment(&self, value: f64) {
        cells::add_to_gauge(self.found.first, value);
        self.count_overflow();
    }

    fn decrement(&self, value: f64) {
        cells::add_to_gauge(self.found.first, -value);
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

/// Counts a value in a histogram with bounds.
fn record(first: u32, bucket: u32, value: f64, count: u64) {
    let local = local();
    #[expect(clippy::cast_precision_loss, reason = "a sum is a float")]
    local.add_float(local.chunk(first), first, if count == 1 { value } else { value * count as f64 });
    local.count(first + BUCKETS + bucket, count);
}
