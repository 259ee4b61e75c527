//! The metrics of calls with the same labels, on any recorder of the `metrics` facade.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use metrics::{Counter, Gauge, Histogram, Label, Recorder};

use super::call_metrics::{CallMetrics, FinishedCall};
use super::guarded::guarded;
use super::keys::{Keys, METADATA, ObjectiveKeys};
use super::names::MetricNames;
use super::recorder::address;
use crate::core::clock::Started;
use crate::core::operation::definition::definition::Definition;
use crate::core::verdict::outcome::Outcome;

/// The metrics of calls with the same labels, recorded with the handles of the facade.
pub(crate) struct FacadeHandles {
    definition: &'static Definition,
    keys: Keys,
    /// The handles of the installed recorder.
    handles: CachedHandles,
    /// The address of the recorder to which the metrics were last described.
    described: AtomicUsize,
}

/// One handle for each metric, registered when its first value is recorded.
#[derive(Default)]
struct CachedHandles {
    calls: [OnceLock<Counter>; Outcome::ALL.len()],
    duration: OnceLock<Histogram>,
    in_flight: OnceLock<Gauge>,
    objective_met: OnceLock<Counter>,
}

impl FacadeHandles {
    /// Returns the metrics of the calls with these labels, or `None` if the annotation disables metrics.
    pub(crate) fn new(definition: &'static Definition, labels: Vec<Label>) -> Option<Self> {
        let keys = Keys::new(&MetricNames::of(definition)?, definition, labels);
        Some(Self { definition, keys, handles: CachedHandles::default(), described: AtomicUsize::new(0) })
    }

    /// Increments the gauge of calls in flight, and returns the gauge, so that the caller can decrement the same one.
    /// Returns `None` if the recorder panics.
    pub(crate) fn enter_anew(&self, recorder: &dyn Recorder) -> Option<Gauge> {
        self.describe(recorder);
        guarded(|| {
            let gauge = recorder.register_gauge(&self.keys.in_flight, &METADATA);
            gauge.increment(1);
            gauge
        })
    }

    /// Records a call that has ended, with handles that are not cached.
    pub(crate) fn end_anew(&self, finished: &FinishedCall, recorder: &dyn Recorder) {
        self.describe(recorder);
        let keys = &self.keys;
        if let Some(objective) = &keys.objective {
            // A recorder may have the same address as an earlier one, so the objective is set each time.
            guarded(|| objective.tell(recorder));
            guarded(|| count_met(objective, finished, &recorder.register_counter(&objective.met, &METADATA)));
        }
        guarded(|| recorder.register_counter(&keys.calls[finished.outcome as usize], &METADATA).increment(1));
        if let Some(nanoseconds) = finished.measured() {
            guarded(|| recorder.register_histogram(&keys.duration, &METADATA).record(seconds(nanoseconds)));
        }
        if let Some(error_type) = finished.failure {
            let errors = &keys.errors.of(error_type).key;
            guarded(|| recorder.register_counter(errors, &METADATA).increment(1));
        }
    }

    /// Describes the metrics to a recorder, unless they were last described to the same one. A new recorder at the
    /// address of the last one is mistaken for the last one: the new recorder gets no descriptions, but its values are
    /// correct.
    pub(crate) fn describe(&self, recorder: &dyn Recorder) {
        let address = address(recorder);
        if self.described.load(Ordering::Relaxed) != address {
            self.described.store(address, Ordering::Relaxed);
            guarded(|| self.keys.describe(self.definition, recorder));
        }
    }
}

/// The installed recorder is never replaced, so its handles are cached. These methods are called only while it is the
/// current recorder, so that a missing handle is registered with it.
impl CallMetrics for FacadeHandles {
    fn end(&self, finished: &FinishedCall) {
        guarded(|| self.kept_calls(finished.outcome).increment(1));
        if let Some(nanoseconds) = finished.measured() {
            guarded(|| self.kept_duration().record(seconds(nanoseconds)));
        }
        if let Some(objective) = &self.keys.objective {
            let register = |recorder: &dyn Recorder| recorder.register_counter(&objective.met, &METADATA);
            guarded(|| count_met(objective, finished, kept(&self.handles.objective_met, register)));
        }
        if let Some(error_type) = finished.failure {
            let errors = self.keys.errors.of(error_type);
            let register = |recorder: &dyn Recorder| recorder.register_counter(&errors.key, &METADATA);
            guarded(|| kept(&errors.kept, register).increment(1));
        }
    }

    fn succeed(&self, started: Started) -> bool {
        let Some(elapsed) = started.elapsed_by_counter() else { return false };
        if elapsed.nanoseconds >= self.definition.settings.slow_path_above() {
            return false;
        }
        guarded(|| self.kept_calls(Outcome::Success).increment(1));
        guarded(|| self.kept_duration().record(seconds(elapsed.nanoseconds)));
        true
    }

    fn enter(&self) -> bool {
        let gauge = |recorder: &dyn Recorder| recorder.register_gauge(&self.keys.in_flight, &METADATA);
        guarded(|| kept(&self.handles.in_flight, gauge).increment(1)).is_some()
    }

    fn leave(&self) {
        if let Some(gauge) = self.handles.in_flight.get() {
            decrement(gauge);
        }
    }
}

impl FacadeHandles {
    fn kept_calls(&self, outcome: Outcome) -> &Counter {
        let key = &self.keys.calls[outcome as usize];
        kept(&self.handles.calls[outcome as usize], |recorder| recorder.register_counter(key, &METADATA))
    }

    fn kept_duration(&self) -> &Histogram {
        let duration = |recorder: &dyn Recorder| recorder.register_histogram(&self.keys.duration, &METADATA);
        kept(&self.handles.duration, duration)
    }
}

/// Counts a call that met its objective. Adds 0 for one that did not, because a rate needs a series that starts at 0.
fn count_met(objective: &ObjectiveKeys, finished: &FinishedCall, met: &Counter) {
    met.increment(finished.has_met(objective.objective.latency).into());
}

/// Removes a call from the gauge of calls in flight.
pub(super) fn decrement(gauge: &Gauge) {
    guarded(|| gauge.decrement(1));
}

fn seconds(nanoseconds: u64) -> f64 {
    Duration::from_nanos(nanoseconds).as_secs_f64()
}

/// Returns the cached handle, or registers one. A handle is registered outside the initialisation of the `OnceLock`,
/// because the recorder may call this operation.
fn kept<H>(place: &OnceLock<H>, register: impl FnOnce(&dyn Recorder) -> H) -> &H {
    match place.get() {
        Some(handle) => handle,
        None => {
            let handle = metrics::with_recorder(register);
            place.get_or_init(|| handle)
        }
    }
}
