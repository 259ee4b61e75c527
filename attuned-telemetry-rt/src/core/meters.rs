//! The metrics of one series, on the `metrics` facade.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use metrics::{Counter, Gauge, Histogram, Key, KeyName, Label, Recorder, Unit};

use super::definition::{Definition, Objective, Prefix};
use super::outcome::Outcome;
use super::recorder::{METADATA, address, is_installed};
use super::returned::Failure;

/// The metrics of one series.
pub(super) struct Meters {
    keys: Keys,
    /// The handles of the installed recorder.
    handles: Handles,
    /// The address of the recorder that was told what the metrics mean.
    described: AtomicUsize,
}

/// The names and labels of a series' metrics.
struct Keys {
    calls: [Key; Outcome::ALL.len()],
    duration: Key,
    in_flight: Key,
    objective: Option<ObjectiveKeys>,
    errors: ErrorKeys,
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
    pub(super) fn new(definition: &Definition, labels: Vec<Label>) -> Option<Self> {
        let prefix = match definition.settings.metrics {
            Prefix::None => return None,
            Prefix::Given(prefix) => prefix,
            Prefix::Scope => definition.names[0],
        };
        let keys = Keys::new(prefix, definition, labels);
        Some(Self { keys, handles: Handles::default(), described: AtomicUsize::new(0) })
    }

    /// Counts one call more that runs. The gauge goes with the call, so that it falls where it rose.
    pub(super) fn enter(&self, definition: &Definition) -> Gauge {
        let gauge = metrics::with_recorder(|recorder| {
            self.describe(definition, recorder);
            let register = || recorder.register_gauge(&self.keys.in_flight, &METADATA);
            if is_installed(recorder) { kept(&self.handles.in_flight, register).clone() } else { register() }
        });
        gauge.increment(1);
        gauge
    }

    /// Counts a call that ended. A call that was cancelled or panicked did not take its time, so it is not measured.
    pub(super) fn end(&self, definition: &Definition, outcome: Outcome, elapsed: Duration, failure: Failure) {
        let keys = &self.keys;
        metrics::with_recorder(|recorder| {
            self.describe(definition, recorder);
            let measured = matches!(outcome, Outcome::Success | Outcome::Error).then(|| elapsed.as_secs_f64());
            if is_installed(recorder) {
                self.handles.calls(keys, outcome, recorder).increment(1);
                if let Some(seconds) = measured {
                    self.handles.duration(keys, recorder).record(seconds);
                }
                if let Some(objective) = &keys.objective {
                    let met = kept(&self.handles.objective_met, || objective.met(recorder));
                    met.increment(objective.is_met(outcome, elapsed).into());
                }
            } else {
                // Another recorder may stand where an earlier one stood, and has not been told.
                if let Some(objective) = &keys.objective {
                    objective.tell(recorder);
                    objective.met(recorder).increment(objective.is_met(outcome, elapsed).into());
                }
                recorder.register_counter(&keys.calls[outcome as usize], &METADATA).increment(1);
                if let Some(seconds) = measured {
                    recorder.register_histogram(&keys.duration, &METADATA).record(seconds);
                }
            }
            if let Some(error_type) = failure {
                recorder.register_counter(keys.errors.of(error_type), &METADATA).increment(1);
            }
        });
    }

    /// Tells a recorder what the metrics mean, when another one was told before. One that stands where an earlier one
    /// stood is taken for it: it counts all the same.
    fn describe(&self, definition: &Definition, recorder: &dyn Recorder) {
        let address = address(recorder);
        if self.described.load(Ordering::Relaxed) != address {
            self.described.store(address, Ordering::Relaxed);
            self.keys.describe(definition, recorder);
        }
    }
}

impl Handles {
    fn calls(&self, keys: &Keys, outcome: Outcome, recorder: &dyn Recorder) -> &Counter {
        let register = || recorder.register_counter(&keys.calls[outcome as usize], &METADATA);
        kept(&self.calls[outcome as usize], register)
    }

    fn duration(&self, keys: &Keys, recorder: &dyn Recorder) -> &Histogram {
        kept(&self.duration, || recorder.register_histogram(&keys.duration, &METADATA))
    }
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

impl Keys {
    fn new(prefix: &str, definition: &Definition, of_call: Vec<Label>) -> Self {
        let prefix = metric_prefix(prefix);
        let mut labels = Vec::new();
        if definition.settings.operation_label {
            labels.push(Label::from_static_parts("operation", definition.names[1]));
        }
        labels.extend(definition.settings.labels.iter().map(|(name, value)| Label::from_static_parts(name, value)));
        let objective = definition.settings.objective.map(|objective| ObjectiveKeys::new(&prefix, &labels, objective));
        labels.extend(of_call);
        let calls = Outcome::ALL.map(|outcome| {
            let status = Label::from_static_parts("status", outcome.as_str());
            Key::from_parts(format!("{prefix}_operations_total"), with(&labels, status))
        });
        Self {
            calls,
            duration: Key::from_parts(format!("{prefix}_duration_seconds"), labels.clone()),
            in_flight: Key::from_parts(format!("{prefix}_in_flight"), labels.clone()),
            objective,
            errors: ErrorKeys { name: format!("{prefix}_errors_total").into(), labels, first: Next::default() },
        }
    }

    fn describe(&self, definition: &Definition, recorder: &dyn Recorder) {
        let name = |key: &Key| KeyName::from(key.name().to_owned());
        let calls = "Calls of annotated operations, by how they ended.";
        recorder.describe_counter(name(&self.calls[0]), Some(Unit::Count), calls.into());
        let duration = "Seconds that annotated operations took, those that returned.";
        recorder.describe_histogram(name(&self.duration), Some(Unit::Seconds), duration.into());
        let errors = "Errors of annotated operations, by type.";
        recorder.describe_counter(self.errors.name.clone(), Some(Unit::Count), errors.into());
        if definition.settings.in_flight {
            let in_flight = "Calls of annotated operations that run now.";
            recorder.describe_gauge(name(&self.in_flight), Some(Unit::Count), in_flight.into());
        }
        if let Some(objective) = &self.objective {
            objective.tell(recorder);
        }
    }
}

/// What an operation promises, as gauges, and how often it kept it: so that it can be drawn and alerted on beside what
/// happens.
struct ObjectiveKeys {
    objective: Objective,
    latency: Key,
    ratio: Key,
    met: Key,
}

impl ObjectiveKeys {
    fn new(prefix: &str, labels: &[Label], objective: Objective) -> Self {
        let key = |name: &str| Key::from_parts(format!("{prefix}_objective_{name}"), labels.to_vec());
        Self { objective, latency: key("latency_seconds"), ratio: key("ratio"), met: key("met_total") }
    }

    /// Whether a call is one of those that the objective wants: a success within the time.
    fn is_met(&self, outcome: Outcome, elapsed: Duration) -> bool {
        outcome == Outcome::Success && elapsed <= Duration::from_nanos(self.objective.latency)
    }

    /// The counter of the calls that were. It begins with the first call, whether that was one or not: a rate needs a
    /// series that was zero.
    fn met(&self, recorder: &dyn Recorder) -> Counter {
        recorder.register_counter(&self.met, &METADATA)
    }

    fn tell(&self, recorder: &dyn Recorder) {
        let Self { objective, latency, ratio, met } = self;
        let tell = |key: &Key, unit: Option<Unit>, description: &'static str, value: f64| {
            recorder.describe_gauge(key.name().to_owned().into(), unit, description.into());
            recorder.register_gauge(key, &METADATA).set(value);
        };
        let within = Duration::from_nanos(objective.latency).as_secs_f64();
        tell(latency, Some(Unit::Seconds), "Seconds within which calls of an operation are to succeed.", within);
        tell(ratio, None, "Share of an operation's calls that are to succeed in time.", objective.target / 100.0);
        let kept = "Calls of an operation that succeeded in time.";
        recorder.describe_counter(met.name().to_owned().into(), Some(Unit::Count), kept.into());
    }
}

/// The series of an operation's errors, one for each type: a list that only grows, so that an error that came before is
/// found without a lock and without allocating. There are as many as the code has names for errors.
struct ErrorKeys {
    name: KeyName,
    labels: Vec<Label>,
    first: Next,
}

type Next = OnceLock<Box<ErrorKey>>;

struct ErrorKey {
    error_type: &'static str,
    key: Key,
    next: Next,
}

impl ErrorKeys {
    fn of(&self, error_type: &'static str) -> &Key {
        let mut place = &self.first;
        loop {
            let found = place.get_or_init(|| Box::new(self.error_key(error_type)));
            if found.error_type == error_type {
                return &found.key;
            }
            place = &found.next;
        }
    }

    fn error_key(&self, error_type: &'static str) -> ErrorKey {
        let label = Label::from_static_parts("error_type", error_type);
        let key = Key::from_parts(self.name.clone(), with(&self.labels, label));
        ErrorKey { error_type, key, next: Next::new() }
    }
}

/// The labels, and one more behind them.
fn with(labels: &[Label], last: Label) -> Vec<Label> {
    let mut all = labels.to_vec();
    all.push(last);
    all
}

/// `attuned.store` → `attuned_store`
fn metric_prefix(scope: &str) -> String {
    scope.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect()
}
