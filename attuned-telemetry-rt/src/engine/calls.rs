//! How annotated calls are counted: in cells that are known, without a look-up.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use metrics::Label;

use super::bounds::Bounds;
use super::cells::{self, CHUNK, EARLY, Mine, mine};
use super::exemplars::Exemplars;
use super::family::BUCKETS;
use super::handles::Handle;
use super::recorder::Engine;
use crate::Outcome;
use crate::core::call::Call;
use crate::core::calls::{CallCounter, Calls, Ended};
use crate::core::definition::Definition;
use crate::core::measure::Measure;
use crate::core::{clock, trace_context};

mod listed;
mod series;

use series::SeriesMetrics;

/// No cell.
const NONE: u32 = u32::MAX;

/// Counts the calls of one series of an operation.
struct SeriesCalls {
    durations: Durations,
    /// The cell of the calls with each status, if it has one yet.
    statuses: [AtomicU32; Outcome::ALL.len()],
    /// From how many nanoseconds on more is to be done for a success than to count it in cells that are together.
    attention: u64,
    /// Whether a call is to be looked at more closely than to count it.
    is_special: AtomicBool,
    metrics: SeriesMetrics,
    /// Those of the durations.
    exemplars: OnceLock<Arc<Exemplars>>,
}

/// Counts how long the calls took.
struct Durations {
    /// The cell of their sum; the others are behind it.
    first: u32,
    /// The chunk of the successes, the sum and the buckets, if they are together in one of the first; and where there.
    chunk: u32,
    offset: u32,
    bounds: Arc<Bounds>,
}

impl CallCounter for Engine {
    fn calls(&self, definition: &'static Definition, labels: &[Label]) -> Option<Box<dyn Calls>> {
        let metrics = SeriesMetrics::new(self, definition, labels)?;
        metrics.make_all(definition);
        Some(Box::new(SeriesCalls::new(definition, metrics)))
    }
}

impl SeriesCalls {
    fn new(definition: &Definition, metrics: SeriesMetrics) -> Self {
        let is_special = metrics.is_special();
        let success = metrics.known_calls(Outcome::Success).map_or(NONE, Handle::first);
        let durations = Durations::new(success, &metrics.duration);
        let is_plain = durations.chunk != NONE && !is_special;
        let statuses = [const { AtomicU32::new(NONE) }; Outcome::ALL.len()];
        Self {
            durations,
            statuses,
            attention: if is_plain { definition.settings.attention() } else { 0 },
            is_special: AtomicBool::new(is_special),
            metrics,
            exemplars: OnceLock::new(),
        }
    }

    /// Counts a success on a thread that has not counted here before.
    #[cold]
    #[inline(never)]
    fn succeed_first(&self, nanoseconds: u64) {
        self.end(&Ended { outcome: Outcome::Success, failure: None, nanoseconds });
    }

    #[inline(never)]
    fn offer_exemplar(&self, nanoseconds: u64, now: u64) {
        let exemplars = self.exemplars.get_or_init(|| self.metrics.duration.make_exemplars());
        let bucket = self.durations.bounds.bucket_of_nanoseconds(nanoseconds);
        exemplars.offer(bucket, Duration::from_nanos(nanoseconds).as_secs_f64(), now);
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
    fn end(&self, ended: &Ended) {
        let mine = mine();
        match self.statuses[ended.outcome as usize].load(Ordering::Acquire) {
            NONE => self.count_first(mine, ended.outcome),
            calls => mine.count(calls, 1),
        }
        if ended.is_measured() {
            match self.metrics.duration.bounds() {
                Some(_) => self.durations.count(mine, ended.nanoseconds),
                None => self.metrics.duration.record_nanoseconds(ended.nanoseconds),
            }
            if trace_context::can_be_known() {
                self.offer_exemplar(ended.nanoseconds, clock::now());
            }
        }
        if self.is_special.load(Ordering::Relaxed) || ended.failure.is_some() {
            self.metrics.count(ended);
        }
    }

    fn succeed(&self, call: &mut Call<Measure>) {
        match call.end_plainly(self.attention) {
            Some(elapsed) if self.durations.succeed(elapsed.nanoseconds) => {
                if trace_context::can_be_known() {
                    self.offer_exemplar(elapsed.nanoseconds, elapsed.at());
                }
            }
            Some(elapsed) => self.succeed_first(elapsed.nanoseconds),
            None => call.end_slowly(None),
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
    fn new(success: u32, durations: &Handle) -> Self {
        let first = durations.first();
        // An exponential histogram makes its buckets where values come, and counts by itself.
        let Some(bounds) = durations.bounds().map(Arc::clone) else {
            return Self { first, chunk: NONE, offset: 0, bounds: Arc::new(Bounds::new(&[])) };
        };
        let last = first + BUCKETS + bounds.buckets() - 1;
        let is_together = success.wrapping_add(1) == first && success / CHUNK == last / CHUNK;
        let chunk = if is_together && success / CHUNK < EARLY { success / CHUNK } else { NONE };
        Self { first, chunk, offset: success % CHUNK, bounds }
    }

    /// Counts a success, whose counter is the cell before the sum, and all of them in one chunk. Not, if this thread has
    /// not got it yet.
    #[inline]
    fn succeed(&self, nanoseconds: u64) -> bool {
        let Some(chunk) = cells::own().and_then(|own| own.early(self.chunk)) else { return false };
        chunk.add(self.offset, 1);
        chunk.add(self.offset + 2, nanoseconds);
        chunk.add(self.offset + 1 + BUCKETS + self.bounds.bucket_of_nanoseconds(nanoseconds), 1);
        true
    }

    /// Counts a call, wherever the cells are.
    fn count(&self, mine: Mine, nanoseconds: u64) {
        mine.count(self.first + 1, nanoseconds);
        mine.count(self.first + BUCKETS + self.bounds.bucket_of_nanoseconds(nanoseconds), 1);
    }
}
