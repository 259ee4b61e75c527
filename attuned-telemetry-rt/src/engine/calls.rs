//! How annotated calls are counted: in cells that are known, without a look-up.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use metrics::Label;

use super::bounds::Bounds;
use super::cells::{self, CHUNK, Mine, mine};
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
    /// Whether a success counts in cells that are together, and nothing else is to be done for it.
    is_together: bool,
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
        let is_special = metrics.is_special();
        let success = metrics.calls(Outcome::Success)?.first();
        let is_together = success + 1 == durations.first && durations.is_one_chunk && !is_special;
        let statuses = [const { AtomicU32::new(NONE) }; Outcome::ALL.len()];
        Some(Self { durations, statuses, is_together, is_special: AtomicBool::new(is_special), metrics })
    }

    #[cold]
    #[inline(never)]
    fn succeed_slowly(&self, nanoseconds: u64) {
        self.end(&Ended { outcome: Outcome::Success, failure: None, nanoseconds });
    }

    /// Finds the cell of a status that was not counted before.
    #[cold]
    fn count_first(&self, mine: Mine, outcome: Outcome) {
        if let Some(calls) = self.metrics.calls(outcome) {
            mine.count(calls.first(), 1);
            self.is_special.store(self.metrics.is_special(), Ordering::Relaxed);
            self.statuses[outcome as usize].store(calls.first(), Ordering::Relaxed);
        }
    }
}

impl Calls for SeriesCalls {
    fn end(&self, ended: &Ended) {
        let mine = mine();
        match self.statuses[ended.outcome as usize].load(Ordering::Relaxed) {
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

    fn succeed(&self, nanoseconds: u64) {
        if !self.is_together || !self.durations.succeed(nanoseconds) {
            self.succeed_slowly(nanoseconds);
        }
    }

    fn enter(&self) {
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
        Self { first, is_one_chunk: bounds.buckets() < CHUNK - 1, bounds }
    }

    /// Counts a success, whose counter is the cell before the sum, and all of them in one chunk. Not, if this thread has
    /// none yet.
    #[inline]
    fn succeed(&self, nanoseconds: u64) -> bool {
        let Some(chunk) = cells::own().and_then(|own| own.written(self.first)) else { return false };
        chunk.count(self.first.wrapping_sub(1));
        chunk.add_float(self.first, seconds(nanoseconds));
        chunk.count(self.first + 1 + self.bounds.bucket_of_nanoseconds(nanoseconds));
        true
    }

    fn count(&self, mine: Mine, nanoseconds: u64) {
        let chunk = mine.chunk(self.first);
        mine.add_float(chunk, self.first, seconds(nanoseconds));
        let bucket = self.first + 1 + self.bounds.bucket_of_nanoseconds(nanoseconds);
        if self.is_one_chunk {
            mine.add(chunk, bucket, 1);
        } else {
            mine.count(bucket, 1);
        }
    }
}

/// A signed number is one instruction to convert, and no call takes 292 years.
#[inline]
#[expect(clippy::cast_precision_loss, reason = "a sum is a float, and exact up to 2^53 nanoseconds")]
fn seconds(nanoseconds: u64) -> f64 {
    nanoseconds.cast_signed() as f64 / 1e9
}
