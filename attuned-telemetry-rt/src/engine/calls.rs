//! How annotated calls are counted: in cells that are known, without a look-up.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use metrics::{Label, Recorder};

use super::bounds::Bounds;
use super::cells::{CHUNK, Mine, mine};
use super::recorder::Engine;
use crate::Outcome;
use crate::core::calls::{CallCounter, Calls, Ended};
use crate::core::definition::Definition;

mod series;

use series::SeriesMetrics;

/// No cell.
const NONE: u32 = u32::MAX;

/// Counts the calls of one series of an operation.
struct SeriesCalls {
    durations: Durations,
    /// The cell of the calls with each status, if it has one yet.
    statuses: [AtomicU32; Outcome::ALL.len()],
    /// Whether a call is to be looked at more closely than to count it.
    is_special: AtomicBool,
    metrics: SeriesMetrics,
}

/// Counts how long the calls took.
struct Durations {
    /// The cell of their sum; those of the buckets are behind it.
    first: u32,
    /// Whether all of them are in one chunk.
    is_one_chunk: bool,
    bounds: Arc<Bounds>,
}

impl CallCounter for Engine {
    fn calls(&self, definition: &'static Definition, labels: &[Label]) -> Option<Box<dyn Calls>> {
        let metrics = SeriesMetrics::new(self, definition, labels)?;
        Some(Box::new(SeriesCalls::new(metrics)?))
    }
}

impl SeriesCalls {
    fn new(metrics: SeriesMetrics) -> Option<Self> {
        let durations = Durations::new(metrics.duration.first(), Arc::clone(metrics.duration.bounds()?));
        let is_special = AtomicBool::new(metrics.is_special());
        Some(Self { durations, statuses: [const { AtomicU32::new(NONE) }; Outcome::ALL.len()], is_special, metrics })
    }

    /// Finds the cell of a status that was not counted before.
    #[cold]
    fn count_first(&self, mine: Mine, outcome: Outcome) {
        if let Some(calls) = self.metrics.calls(outcome) {
            mine.count(calls.first(), 1);
            if self.metrics.is_special() {
                self.is_special.store(true, Ordering::Relaxed);
            }
            // Who sees the cell sees also that it is special.
            self.statuses[outcome as usize].store(calls.first(), Ordering::Release);
        }
    }
}

impl Calls for SeriesCalls {
    fn end(&self, ended: &Ended, _: &dyn Recorder) {
        let mine = mine();
        match self.statuses[ended.outcome as usize].load(Ordering::Acquire) {
            NONE => self.count_first(mine, ended.outcome),
            calls => mine.count(calls, 1),
        }
        if ended.is_measured() {
            self.durations.count(mine, ended.nanoseconds);
        }
        if self.is_special.load(Ordering::Relaxed) || ended.failure.is_some() {
            self.metrics.count(ended);
        }
    }

    fn enter(&self, _: &dyn Recorder) {
        if let Some(gauge) = self.metrics.in_flight() {
            gauge.count_up();
        }
    }

    fn leave(&self) {
        if let Some(gauge) = self.metrics.in_flight() {
            gauge.count_down();
        }
    }
}

impl Durations {
    fn new(first: u32, bounds: Arc<Bounds>) -> Self {
        Self { first, is_one_chunk: bounds.buckets() < CHUNK, bounds }
    }

    #[inline]
    #[expect(clippy::cast_precision_loss, reason = "a sum is a float, and exact up to 2^53 nanoseconds")]
    fn count(&self, mine: Mine, nanoseconds: u64) {
        let chunk = mine.chunk(self.first);
        mine.add_float(chunk, self.first, nanoseconds as f64 / 1e9);
        let bucket = self.first + 1 + self.bounds.bucket_of_nanoseconds(nanoseconds);
        if self.is_one_chunk {
            mine.add(chunk, bucket, 1);
        } else {
            mine.count(bucket, 1);
        }
    }
}
