//! How annotated calls are counted: in cells that are known, without a look-up.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use metrics::{HistogramFn as _, Label};

use crate::Outcome;
use crate::core::clock::{self, Elapsed, Started};
use crate::core::context;
use crate::core::labels::capped_labels::OTHER;
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

/// Counts the calls of one series of an operation. `IS_USUAL` is whether nothing more has to be done for a success than to
/// count it, in one of the chunks that are found with one step less.
struct SeriesCalls<const IS_USUAL: bool> {
    durations: Durations,
    /// The cell of the calls with each status, if it has one yet.
    statuses: [AtomicU32; Outcome::ALL.len()],
    /// From how many nanoseconds on more is to be done for a success than to count it in cells that are together: 0 if there
    /// always is.
    slow_path_above: u64,
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

impl CallRecorder for Engine {
    fn call_metrics(&self, definition: &'static Definition, labels: &[Label]) -> Option<&'static dyn CallMetrics> {
        if labels.is_empty() || SeriesMetrics::has_capacity(self, definition, labels) {
            return self.make_calls(definition, labels, false);
        }
        let make = || {
            let other = |label: &Label| Label::new(label.key().to_owned(), OTHER);
            let others: Vec<_> = labels.iter().map(other).collect();
            self.make_calls(definition, &others, true)
        };
        // One for all of them: they are as many as strangers like.
        let operation = std::ptr::from_ref(definition).addr();
        self.overflow_calls(operation, make)
    }
}

impl Engine {
    /// It is never freed, as the operation is not: the engine is the process's own.
    fn make_calls(&self, definition: &Definition, labels: &[Label], others: bool) -> Option<&'static dyn CallMetrics> {
        let metrics = SeriesMetrics::new(self, definition, labels, others)?;
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

    /// Records a success on the fast path. `None` if it is not for the fast path, and nothing is recorded then.
    #[inline]
    fn record_success(&self, started: Started) -> Option<Elapsed> {
        // There is more to do for every success: the clock is read where it is done.
        if !IS_USUAL && self.slow_path_above == 0 {
            return None;
        }
        // The cells are looked up before the clock is read, so that no register has to be saved meanwhile.
        let chunk = self.durations.local_chunk::<IS_USUAL>()?;
        let elapsed = started.elapsed_by_counter()?;
        if !IS_USUAL && elapsed.nanoseconds >= self.slow_path_above {
            return None;
        }
        self.durations.succeed(chunk, elapsed.nanoseconds);
        Some(elapsed)
    }

    /// Offers the trace of a call that was recorded, which is `true`.
    #[inline(never)]
    fn offer_exemplar(&self, nanoseconds: u64, now: u64) -> bool {
        let exemplars = self.exemplars.get_or_init(|| self.metrics.duration.make_exemplars());
        let bucket = self.durations.bounds.bucket_of_nanoseconds(nanoseconds);
        exemplars.offer(bucket, Duration::from_nanos(nanoseconds).as_secs_f64(), now);
        true
    }

    /// Finds the cell of a status that was not counted before.
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
        if finished.is_measured() {
            match self.metrics.duration.bounds() {
                Some(_) => self.durations.count(local, finished.nanoseconds),
                None => self.metrics.duration.record(Duration::from_nanos(finished.nanoseconds).as_secs_f64()),
            }
            if context::can_be_known() {
                self.offer_exemplar(finished.nanoseconds, clock::now());
            }
        }
        if self.metrics.is_special() || finished.failure.is_some() {
            self.metrics.count(finished);
        }
    }

    #[inline]
    fn succeed(&self, started: Started) -> bool {
        match self.record_success(started) {
            // OpenTelemetry's active span is known without anything of ours that reads ids.
            Some(elapsed) if cfg!(feature = "opentelemetry") => self.offer_exemplar(elapsed.nanoseconds, elapsed.at()),
            elapsed => elapsed.is_some(),
        }
    }

    fn succeed_traced(&self, started: Started) -> bool {
        let elapsed = self.record_success(started);
        elapsed.is_some_and(|elapsed| self.offer_exemplar(elapsed.nanoseconds, elapsed.at()))
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
    fn new(metrics: &SeriesMetrics) -> Self {
        let success = metrics.known_calls(Outcome::Success).map_or(NONE, Handle::first);
        let (durations, first) = (&metrics.duration, metrics.duration.first());
        // An exponential histogram makes its buckets where values come, and counts by itself.
        let Some(bounds) = durations.bounds().map(Arc::clone) else {
            return Self { first, chunk: NONE, offset: 0, bounds: Arc::new(Bounds::new(&[])) };
        };
        let last = first + BUCKETS + bounds.buckets() - 1;
        let is_together = success.wrapping_add(1) == first && success / CHUNK == last / CHUNK;
        let chunk = if is_together { success / CHUNK } else { NONE };
        Self { first, chunk, offset: success % CHUNK, bounds }
    }

    /// This thread's chunk, if it has counted there before. `IS_EARLY` is whether it is known to be one of the first.
    #[inline]
    fn local_chunk<const IS_EARLY: bool>(&self) -> Option<&'static Chunk> {
        let own = cells::exclusive()?;
        if IS_EARLY || self.chunk < EARLY { own.early(self.chunk) } else { own.written(self.first) }
    }

    /// Counts a success, whose counter is the cell before the sum, and all of them in this chunk.
    #[inline]
    fn succeed(&self, chunk: &Chunk, nanoseconds: u64) {
        chunk.add(self.offset, 1);
        chunk.add(self.offset + 2, nanoseconds);
        chunk.add(self.offset + 1 + BUCKETS + self.bounds.bucket_of_nanoseconds(nanoseconds), 1);
    }

    /// Counts a call, wherever the cells are.
    fn count(&self, local: LocalShard, nanoseconds: u64) {
        local.count(self.first + 1, nanoseconds);
        local.count(self.first + BUCKETS + self.bounds.bucket_of_nanoseconds(nanoseconds), 1);
    }
}
