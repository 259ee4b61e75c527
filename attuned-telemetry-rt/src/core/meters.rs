//! The metrics of one series, on any recorder of the `metrics` facade.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use metrics::{Counter, Gauge, Histogram, Label, Recorder};

use super::calls::{Calls, Ended};
use super::definition::Definition;
use super::keys::{Keys, ObjectiveKeys};
use super::metric_names::MetricNames;
use super::outcome::Outcome;
use super::recorder::{METADATA, address};

/// The metrics of one series.
pub(super) struct Meters {
    definition: &'static Definition,
    keys: Keys,
    /// The handles of the installed recorder.
    handles: Handles,
    /// The address of the recorder that was told what the metrics mean.
    described: AtomicUsize,
}

/// One handle for each metric, found when its first value comes.
#[derive(Default)]
struct Handles {
    calls: [OnceLock<Counter>; Outcome::ALL.len()],
    duration: OnceLock<Histogram>,
    in_flight: OnceLock<Gauge>,
    objective_met: OnceLock<Counter>,
}

impl Meters {
    /// The metrics that an annotation asks for, if it asks for some; `labels` are those of the call.
    pub(super) fn new(definition: &'static Definition, labels: Vec<Label>) -> Option<Self> {
        let keys = Keys::new(&MetricNames::of(definition)?, definition, labels);
        Some(Self { definition, keys, handles: Handles::default(), described: AtomicUsize::new(0) })
    }

    /// Counts one call more that runs. The gauge goes with the call, so that it falls where it rose.
    pub(super) fn enter_anew(&self, recorder: &dyn Recorder) -> Gauge {
        self.describe(recorder);
        let gauge = recorder.register_gauge(&self.keys.in_flight, &METADATA);
        gauge.increment(1);
        gauge
    }

    /// Counts a call that ended, by handles that are not kept.
    pub(super) fn end_anew(&self, ended: &Ended, recorder: &dyn Recorder) {
        self.describe(recorder);
        let keys = &self.keys;
        if let Some(objective) = &keys.objective {
            // Another recorder may stand where an earlier one stood, and has not been told.
            objective.tell(recorder);
            count_met(objective, ended, &recorder.register_counter(&objective.met, &METADATA));
        }
        recorder.register_counter(&keys.calls[ended.outcome as usize], &METADATA).increment(1);
        if ended.is_measured() {
            recorder.register_histogram(&keys.duration, &METADATA).record(seconds(ended));
        }
        if let Some(error_type) = ended.failure {
            recorder.register_counter(&keys.errors.of(error_type).key, &METADATA).increment(1);
        }
    }

    /// Tells a recorder what the metrics mean, when another one was told before. One that stands where an earlier one
    /// stood is taken for it: it counts all the same.
    fn describe(&self, recorder: &dyn Recorder) {
        let address = address(recorder);
        if self.described.load(Ordering::Relaxed) != address {
            self.described.store(address, Ordering::Relaxed);
            self.keys.describe(self.definition, recorder);
        }
    }
}

/// The installed recorder is never exchanged, so its handles are kept.
impl Calls for Meters {
    fn end(&self, ended: &Ended, recorder: &dyn Recorder) {
        self.describe(recorder);
        let Self { keys, handles, .. } = self;
        let calls = &handles.calls[ended.outcome as usize];
        kept(calls, || recorder.register_counter(&keys.calls[ended.outcome as usize], &METADATA)).increment(1);
        if ended.is_measured() {
            let duration = || recorder.register_histogram(&keys.duration, &METADATA);
            kept(&handles.duration, duration).record(seconds(ended));
        }
        if let Some(objective) = &keys.objective {
            let met = || recorder.register_counter(&objective.met, &METADATA);
            count_met(objective, ended, kept(&handles.objective_met, met));
        }
        if let Some(error_type) = ended.failure {
            let errors = keys.errors.of(error_type);
            kept(&errors.kept, || recorder.register_counter(&errors.key, &METADATA)).increment(1);
        }
    }

    fn enter(&self, recorder: &dyn Recorder) {
        self.describe(recorder);
        let gauge = || recorder.register_gauge(&self.keys.in_flight, &METADATA);
        kept(&self.handles.in_flight, gauge).increment(1);
    }

    fn leave(&self) {
        if let Some(gauge) = self.handles.in_flight.get() {
            gauge.decrement(1);
        }
    }
}

/// The counter begins with the first call, whether that was in time or not: a rate needs a series that was zero.
fn count_met(objective: &ObjectiveKeys, ended: &Ended, met: &Counter) {
    met.increment(ended.has_met(objective.objective.latency).into());
}

fn seconds(ended: &Ended) -> f64 {
    Duration::from_nanos(ended.nanoseconds).as_secs_f64()
}

/// The handle that was kept, or a new one. The recorder is asked outside the lock's own initialisation: its code may
/// call the operation that asks.
fn kept<H>(place: &OnceLock<H>, register: impl FnOnce() -> H) -> &H {
    match place.get() {
        Some(handle) => handle,
        None => {
            let handle = register();
            place.get_or_init(|| handle)
        }
    }
}
