//! What the facade's handles do.

use std::sync::{Arc, Mutex, PoisonError};

use metrics::{CounterFn, GaugeFn, HistogramFn};

use super::bounds::Bounds;
use super::cells::{self, mine};
use super::exemplars::Exemplars;
use super::family::{BUCKETS, Family, Found, Kind};

/// A series, and where it counts. It keeps the metric, whose cells are then nobody else's.
pub(crate) struct Handle {
    family: Arc<Family>,
    found: Found,
    /// Where is counted what goes to the overflow, if this is that.
    overflow: Option<u32>,
}

impl Handle {
    pub(crate) fn new(family: Arc<Family>, found: Found, overflow: Option<u32>) -> Self {
        Self { family, found, overflow }
    }

    /// Its first cell.
    pub(crate) fn first(&self) -> u32 {
        self.found.first
    }

    /// The bounds of a histogram's buckets.
    pub(crate) fn bounds(&self) -> Option<&Arc<Bounds>> {
        match &self.family.kind {
            Kind::Histogram(bounds) => Some(bounds),
            _ => None,
        }
    }

    /// The exemplars of the series, which has some from now on.
    pub(crate) fn make_exemplars(&self) -> Arc<Exemplars> {
        self.family.make_exemplars(self.found.first)
    }

    /// Whether it is the series of those for which there was no room.
    pub(crate) fn is_overflow(&self) -> bool {
        self.found.is_overflow
    }

    /// Counts one value more that went to the overflow, if this is that.
    pub(crate) fn count_overflow(&self) {
        if let Some(overflow) = self.overflow {
            mine().count(overflow, 1);
        }
    }

    /// Adds to a counter.
    pub(crate) fn add(&self, count: u64) {
        mine().count(self.found.first, count);
        self.count_overflow();
    }

    /// Counts a gauge up by one, on this thread's own cell.
    pub(crate) fn count_up(&self) {
        mine().count(self.found.first + 1, 1);
        self.count_overflow();
    }

    /// Counts a gauge down by one, on this thread's own cell.
    pub(crate) fn count_down(&self) {
        mine().count(self.found.first + 1, u64::MAX);
    }

    /// Sets a gauge.
    pub(crate) fn set(&self, value: f64) {
        cells::set_gauge(self.found.first, value);
        self.count_overflow();
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
        if let Kind::Histogram(bounds) = &self.family.kind {
            record(self.found.first, bounds.bucket(value), value);
        }
        self.count_overflow();
    }
}

/// Counts a value in a histogram.
fn record(first: u32, bucket: u32, value: f64) {
    let mine = mine();
    mine.add_float(mine.chunk(first), first, value);
    mine.count(first + BUCKETS + bucket, 1);
}
