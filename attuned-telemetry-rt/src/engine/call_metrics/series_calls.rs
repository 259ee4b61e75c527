//! Records annotated calls in cells that are found once, so a call needs no look-up.

#[cfg(feature = "adapters")]
use std::any::Any;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use metrics::{HistogramFn as _, Label};

use crate::Outcome;
use crate::core::clock::{self, Elapsed, Started};
use crate::core::context;
use crate::core::labels::capped_labels::OTHER;
use crate::core::labels::typed_counter::counter_cells::{CounterCells, CounterDefinition};
use crate::core::operation::definition::definition::Definition;
use crate::core::operation::metrics::call_metrics::{CallMetrics, CallRecorder, FinishedCall};
use crate::engine::cells;
use crate::engine::cells::{CHUNK, Chunk, EARLY, LocalShard, local};
use crate::engine::exemplars::Exemplars;
use crate::engine::family::aggregation::BUCKETS;
use crate::engine::histogram::bounds::Bounds;
use crate::engine::recorder::engine::Engine;
use crate::engine::recorder::handle::Handle;

use super::series_metrics::SeriesMetrics;

/// No cell.
const NONE: u32 = u32::MAX;

/// Records the calls of one operation that have the same labels. `IS_USUAL` is whether every success can take the fast
/// path and its cells are in an [early](EARLY) chunk.
struct SeriesCalls<const IS_USUAL: bool> {
    durations: Durations,
    /// The cell that counts the calls with each status, or [`NONE`] before the first such call.
    statuses: [AtomicU32; Outcome::ALL.len()],
    /// The duration in nanoseconds from which a success cannot take the fast path: 0 if it never can.
    slow_path_above: u64,
    metrics: SeriesMetrics,
    /// The exemplars of the durations.
    exemplars: OnceLock<Arc<Exemplars>>,
}

/// Records the durations of calls.
struct Durations {
    /// The first cell of the histogram: the sum as a float. The sum in nanoseconds and the buckets follow.
    first: u32,
    /// The number of the chunk that contains the counter of successes and the whole histogram, or [`NONE`] if they are
    /// not in one chunk.
    chunk: u32,
    /// The offset of the counter of successes in that chunk.
    offset: u32,
    bounds: Arc<Bounds>,
}

impl CallRecorder for Engine {
    #[cfg(feature = "adapters")]
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn call_metrics(&self, definition: &'static Definition, labels: &[Label]) -> Option<&'static dyn CallMetrics> {
        if labels.is_empty() || SeriesMetrics::has_capacity(self, definition, labels) {
            return self.make_calls(definition, labels, false);
        }
        self.overflow_metrics(definition, labels)
    }

    fn overflow_metrics(&self, definition: &'static Definition, labels: &[Label]) -> Option<&'static dyn CallMetrics> {
        let make = || {
            let other = |label: &Label| Label::new(label.key().to_owned(), OTHER);
            let others: Vec<_> = labels.iter().map(other).collect();
            self.make_calls(definition, &others, true)
        };
        // All label values over the limit share these metrics, because their number is unbounded.
        let operation = std::ptr::from_ref(definition).addr();
        self.overflow_calls((operation, labels.len()), make)
    }

    fn typed_counter(&self, definition: &'static CounterDefinition) -> Option<&'static dyn CounterCells> {
        self.typed(definition)
    }

    fn series_limit(&self) -> usize {
        self.config().series_limit
    }
}

impl Engine {
    /// Creates the metrics of the calls with these labels. They are leaked, because operations live as long as the
    /// process.
    fn make_calls(&self, definition: &Definition, labels: &[Label], others: bool) -> Option<&'static dyn CallMetrics> {
        let metrics = SeriesMetrics::new(self, definition, labels, others)?;
        self.describe_operation(definition);
        metrics.make_all(definition);
        let durations = Durations::new(&metrics);
        let is_fast = durations.chunk != NONE && !metrics.is_special();
        Some(match definition.settings.slow_path_above() {
            u64::MAX if is_fast && durations.chunk < EARLY => {
                leaked(SeriesCalls::<true>::new(u64::MAX, durations, metrics))
            }
            slow_path_above if is_fast => leaked(SeriesCalls::<false>::new(slow_path_above, durations, metrics)),
            _ => leaked(SeriesCalls::<false>::new(0, durations, metrics)),
        })
    }
}

fn leaked(calls: impl CallMetrics + 'static) -> &'static dyn CallMetrics {
    Box::leak(Box::new(calls))
}

impl<const IS_USUAL: bool> SeriesCalls<IS_USUAL> {
    fn new(slow_path_above: u64, durations: Durations, metrics: SeriesMetrics) -> Self {
        let statuses = [const { AtomicU32::new(NONE) }; Outcome::ALL.len()];
        Self { durations, statuses, slow_path_above, metrics, exemplars: OnceLock::new() }
    }

    /// Records a success and returns its duration. Returns `None`, and records nothing, if the call cannot take the
    /// fast path.
    #[inline]
    fn record_success(&self, started: Started) -> Option<Elapsed> {
        let (chunk, elapsed) = self.measure(started)?;
        chunk.add(self.durations.offset, 1);
        self.durations.add(chunk, elapsed.nanoseconds);
        Some(elapsed)
    }

    /// Records an error. Returns `None`, and records nothing, if the call cannot take the fast path.
    #[inline]
    fn record_failure(&self, started: Started, error_type: &'static str) -> Option<()> {
        let status = self.statuses[Outcome::Error as usize].load(Ordering::Relaxed);
        // The trace of the call may become an exemplar.
        if status == NONE || context::can_be_known() {
            return None;
        }
        let errors = self.metrics.known_errors(error_type)?.own_cell()?;
        let own = cells::exclusive()?;
        let (chunk, elapsed) = self.measure(started)?;
        self.durations.add(chunk, elapsed.nanoseconds);
        for cell in [status, errors] {
            own.chunk(cell).add(cell, 1);
        }
        Some(())
    }

    /// Returns the duration of a call, and this thread's copy of the chunk for it. Returns `None` if the call cannot
    /// take the fast path.
    #[inline]
    fn measure(&self, started: Started) -> Option<(&'static Chunk, Elapsed)> {
        // No call can take the fast path, so the clock is not read here.
        if !IS_USUAL && self.slow_path_above == 0 {
            return None;
        }
        // The cells are looked up before the clock is read, so that no register has to be saved for the look-up.
        let chunk = self.durations.local_chunk::<IS_USUAL>()?;
        let elapsed = started.elapsed_by_counter()?;
        (IS_USUAL || elapsed.nanoseconds < self.slow_path_above).then_some((chunk, elapsed))
    }

    /// Offers the trace of a recorded call as an exemplar. Always returns `true`, which callers return in turn.
    #[inline(never)]
    fn offer_exemplar(&self, nanoseconds: u64, now: u64) -> bool {
        let exemplars = self.exemplars.get_or_init(|| self.metrics.duration.make_exemplars());
        let bucket = self.durations.bounds.bucket_of_nanoseconds(nanoseconds);
        exemplars.offer(bucket, Duration::from_nanos(nanoseconds).as_secs_f64(), now);
        true
    }

    /// Counts the first call with a status, and stores the cell of the counter.
    #[cold]
    fn count_first(&self, local: LocalShard, outcome: Outcome) {
        if let Some(calls) = self.metrics.calls(outcome) {
            local.count(calls.first(), 1);
            self.statuses[outcome as usize].store(calls.first(), Ordering::Relaxed);
        }
    }
}

impl<const IS_USUAL: bool> CallMetrics for SeriesCalls<IS_USUAL> {
    fn end(&self, finished: &FinishedCall) {
        let local = local();
        match self.statuses[finished.outcome as usize].load(Ordering::Relaxed) {
            NONE => self.count_first(local, finished.outcome),
            calls => local.count(calls, 1),
        }
        if let Some(nanoseconds) = finished.measured() {
            match self.metrics.duration.bounds() {
                Some(_) => self.durations.count(local, nanoseconds),
                None => self.metrics.duration.record(Duration::from_nanos(nanoseconds).as_secs_f64()),
            }
            if context::can_be_known() {
                self.offer_exemplar(nanoseconds, clock::now());
            }
        }
        if self.metrics.is_special() || finished.failure.is_some() {
            self.metrics.count(finished);
        }
    }

    #[inline]
    fn succeed(&self, started: Started) -> bool {
        match self.record_success(started) {
            // OpenTelemetry's active span can give the trace even if the process has no reader of ids.
            Some(elapsed) if cfg!(feature = "opentelemetry") => self.offer_exemplar(elapsed.nanoseconds, elapsed.at()),
            elapsed => elapsed.is_some(),
        }
    }

    fn succeed_traced(&self, started: Started) -> bool {
        let elapsed = self.record_success(started);
        elapsed.is_some_and(|elapsed| self.offer_exemplar(elapsed.nanoseconds, elapsed.at()))
    }

    fn fail(&self, started: Started, error_type: &'static str) -> bool {
        self.record_failure(started, error_type).is_some()
    }

    fn enter(&self) -> bool {
        if let Some(gauge) = self.metrics.in_flight() {
            gauge.count_up();
        }
        true
    }

    fn leave(&self) {
        if let Some(gauge) = self.metrics.in_flight() {
            gauge.count_down();
        }
    }
}

impl Durations {
    fn new(metrics: &SeriesMetrics) -> Self {
        let success = metrics.known_calls(Outcome::Success).map_or(NONE, Handle::first);
        let (durations, first) = (&metrics.duration, metrics.duration.first());
        // An exponential histogram creates its buckets when they are needed, so they have no fixed cells.
        let Some(bounds) = durations.bounds().map(Arc::clone) else {
            return Self { first, chunk: NONE, offset: 0, bounds: Arc::new(Bounds::new(&[])) };
        };
        let last = first + BUCKETS + bounds.buckets() - 1;
        let is_together = success.wrapping_add(1) == first && success / CHUNK == last / CHUNK;
        let chunk = if is_together { success / CHUNK } else { NONE };
        Self { first, chunk, offset: success % CHUNK, bounds }
    }

    /// Returns this thread's copy of the chunk, or `None` if the thread has not recorded in it before. `IS_EARLY` is
    /// whether the chunk is known to be [early](EARLY).
    #[inline]
    fn local_chunk<const IS_EARLY: bool>(&self) -> Option<&'static Chunk> {
        let own = cells::exclusive()?;
        if IS_EARLY || self.chunk < EARLY { own.early(self.chunk) } else { own.written(self.first) }
    }

    /// Records a duration. The counter of successes is the cell before the first cell of the histogram, and all cells
    /// are in this chunk.
    #[inline]
    fn add(&self, chunk: &Chunk, nanoseconds: u64) {
        chunk.add(self.offset + 2, nanoseconds);
        chunk.add(self.offset + 1 + BUCKETS + self.bounds.bucket_of_nanoseconds(nanoseconds), 1);
    }

    /// Records a duration. The cells may be in any chunks.
    fn count(&self, local: LocalShard, nanoseconds: u64) {
        local.count(self.first + 1, nanoseconds);
        local.count(self.first + BUCKETS + self.bounds.bucket_of_nanoseconds(nanoseconds), 1);
    }
}
