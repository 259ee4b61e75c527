//! The keys of the metrics of calls, for any recorder of the `metrics` facade.

use std::sync::OnceLock;
use std::time::Duration;

use metrics::{Counter, Key, KeyName, Label, Level, Metadata, Recorder, Unit};

use super::names::MetricNames;
use crate::core::clock::HAS_CLOCK;
use crate::core::operation::definition::definition::Definition;
use crate::core::operation::definition::settings::Objective;
use crate::core::verdict::outcome::Outcome;

/// The metadata that the facade requires for each metric.
pub(super) static METADATA: Metadata<'static> = Metadata::new(module_path!(), Level::INFO, Some(module_path!()));

/// The descriptions of the metrics of calls.
pub(crate) mod help {
    pub(crate) const CALLS: &str = "Calls, by outcome.";
    pub(crate) const DURATION: &str = "Duration of completed calls, in seconds.";
    pub(crate) const ERRORS: &str = "Errors and panics, by type.";
    pub(crate) const IN_FLIGHT: &str = "Calls in flight.";
    pub(crate) const OBJECTIVE_LATENCY: &str = "Objective: time within which calls must succeed, in seconds.";
    pub(crate) const OBJECTIVE_RATIO: &str = "Objective: share of calls that must succeed in time.";
    pub(crate) const OBJECTIVE_MET: &str = "Calls that succeeded in time.";
}

/// The keys of the metrics of calls with the same labels.
pub(crate) struct Keys {
    pub(crate) calls: [Key; Outcome::ALL.len()],
    pub(crate) duration: Key,
    pub(crate) in_flight: Key,
    pub(crate) objective: Option<ObjectiveKeys>,
    pub(crate) errors: ErrorKeys,
}

/// Returns the labels that every series of an operation has: `operation`, unless it is left out, and the constant ones.
pub(crate) fn constant_labels(definition: &Definition) -> Vec<Label> {
    let mut labels = Vec::new();
    if definition.settings.operation_label {
        labels.push(Label::from_static_parts("operation", definition.names[1]));
    }
    labels.extend(definition.settings.labels.iter().map(|(name, value)| Label::from_static_parts(name, value)));
    labels
}

impl Keys {
    /// Creates the keys. The labels `of_call` come after the constant ones.
    pub(crate) fn new(names: &MetricNames, definition: &Definition, of_call: Vec<Label>) -> Self {
        let mut labels = constant_labels(definition);
        // Without a clock, no call can be known to meet its objective.
        let objective = definition.settings.objective.filter(|_| HAS_CLOCK);
        let objective = objective.map(|objective| ObjectiveKeys::new(names, &labels, objective));
        labels.extend(of_call);
        let calls = Outcome::ALL.map(|outcome| {
            let status = Label::from_static_parts("status", outcome.as_str());
            Key::from_parts(names.calls(), with(&labels, status))
        });
        Self {
            calls,
            duration: Key::from_parts(names.duration(), labels.clone()),
            in_flight: Key::from_parts(names.in_flight(), labels.clone()),
            objective,
            errors: ErrorKeys { name: names.errors().into(), labels, first: Next::default() },
        }
    }

    /// Describes the metrics to a recorder.
    pub(crate) fn describe(&self, definition: &Definition, recorder: &dyn Recorder) {
        let name = |key: &Key| KeyName::from(key.name().to_owned());
        recorder.describe_counter(name(&self.calls[0]), Some(Unit::Count), help::CALLS.into());
        recorder.describe_histogram(name(&self.duration), Some(Unit::Seconds), help::DURATION.into());
        recorder.describe_counter(self.errors.name.clone(), Some(Unit::Count), help::ERRORS.into());
        if definition.settings.in_flight {
            recorder.describe_gauge(name(&self.in_flight), Some(Unit::Count), help::IN_FLIGHT.into());
        }
        if let Some(objective) = &self.objective {
            objective.tell(recorder);
        }
    }
}

/// The keys of an objective: the gauges of its latency and its ratio, and the counter of the calls that met it.
pub(crate) struct ObjectiveKeys {
    pub(crate) objective: Objective,
    latency: Key,
    ratio: Key,
    pub(crate) met: Key,
}

impl ObjectiveKeys {
    fn new(names: &MetricNames, labels: &[Label], objective: Objective) -> Self {
        let key = |name: String| Key::from_parts(name, labels.to_vec());
        let [latency, ratio, met] = [names.objective_latency(), names.objective_ratio(), names.objective_met()];
        Self { objective, latency: key(latency), ratio: key(ratio), met: key(met) }
    }

    pub(crate) fn tell(&self, recorder: &dyn Recorder) {
        let Self { objective, latency, ratio, met } = self;
        let tell = |key: &Key, unit: Option<Unit>, description: &'static str, value: f64| {
            recorder.describe_gauge(key.name().to_owned().into(), unit, description.into());
            recorder.register_gauge(key, &METADATA).set(value);
        };
        let within = Duration::from_nanos(objective.latency).as_secs_f64();
        tell(latency, Some(Unit::Seconds), help::OBJECTIVE_LATENCY, within);
        tell(ratio, None, help::OBJECTIVE_RATIO, objective.target / 100.0);
        recorder.describe_counter(met.name().to_owned().into(), Some(Unit::Count), help::OBJECTIVE_MET.into());
    }
}

/// The keys of the errors, one for each type: a list that only grows, so that a known type is found without a lock and
/// without an allocation. It has one element for each error type in the code.
pub(crate) struct ErrorKeys {
    name: KeyName,
    labels: Vec<Label>,
    first: Next,
}

type Next = OnceLock<Box<ErrorKey>>;

pub(crate) struct ErrorKey {
    error_type: &'static str,
    pub(crate) key: Key,
    /// The handle of the installed recorder.
    pub(crate) kept: OnceLock<Counter>,
    next: Next,
}

impl ErrorKeys {
    pub(crate) fn of(&self, error_type: &'static str) -> &ErrorKey {
        let mut place = &self.first;
        loop {
            let found = place.get_or_init(|| Box::new(self.error_key(error_type)));
            if found.error_type == error_type {
                return found;
            }
            place = &found.next;
        }
    }

    fn error_key(&self, error_type: &'static str) -> ErrorKey {
        let label = Label::from_static_parts("error_type", error_type);
        let key = Key::from_parts(self.name.clone(), with(&self.labels, label));
        ErrorKey { error_type, key, kept: OnceLock::new(), next: Next::new() }
    }
}

/// Returns the labels, followed by one more.
fn with(labels: &[Label], last: Label) -> Vec<Label> {
    let mut all = labels.to_vec();
    all.push(last);
    all
}
