//! The metrics of one series of an operation, and what is seldom counted in them.

use std::sync::OnceLock;
use std::time::Duration;

use metrics::{Label, Unit};

use crate::Outcome;
use crate::core::calls::Ended;
use crate::core::definition::Definition;
use crate::core::keys::constant_labels;
use crate::core::metric_names::MetricNames;
use crate::engine::handles::Handle;
use crate::engine::recorder::{Engine, Sort};

/// The metrics of one series of an operation.
pub(super) struct SeriesMetrics {
    engine: Engine,
    names: MetricNames,
    labels: Vec<Label>,
    calls: [OnceLock<Option<Handle>>; Outcome::ALL.len()],
    pub(super) duration: Handle,
    in_flight: Option<Handle>,
    objective: Option<ObjectiveMet>,
    errors: Errors,
    /// Whether the calls have labels of their own. Series of code alone never expire.
    has_labels: bool,
}

/// The counter of the calls that were as their operation promises.
struct ObjectiveMet {
    /// Nanoseconds.
    latency: u64,
    met: Handle,
}

/// The counters of the errors, one for each type: a list that only grows, so that an error that came before is found
/// without a lock. There are as many as the code has names for errors.
type Errors = OnceLock<Box<ErrorsOfType>>;

struct ErrorsOfType {
    error_type: &'static str,
    errors: Option<Handle>,
    next: Errors,
}

impl SeriesMetrics {
    /// The metrics that an annotation asks for, if it asks for some; `of_call` are the labels of the call.
    pub(super) fn new(engine: &Engine, definition: &Definition, of_call: &[Label]) -> Option<Self> {
        let names = MetricNames::of(definition)?;
        let mut labels = constant_labels(definition);
        let objective = ObjectiveMet::new(engine, &names, definition, &labels);
        labels.extend_from_slice(of_call);
        let in_flight = definition.settings.in_flight.then(|| {
            engine.describe(&names.in_flight(), Sort::Gauge, None, "Calls of annotated operations that run now.");
            expiring(engine.handle(&names.in_flight(), &labels, Sort::Gauge), !of_call.is_empty())
        });
        engine.describe(&names.calls(), Sort::Counter, None, "Calls of annotated operations, by how they ended.");
        engine.describe(&names.errors(), Sort::Counter, None, "Errors of annotated operations, by type.");
        let took = "Seconds that annotated operations took, those that returned.";
        engine.describe(&names.duration(), Sort::Histogram, Some(Unit::Seconds), took);
        Some(Self {
            duration: expiring(engine.handle(&names.duration(), &labels, Sort::Histogram), !of_call.is_empty())?,
            calls: Default::default(),
            in_flight: in_flight.flatten(),
            objective,
            errors: Errors::new(),
            engine: engine.clone(),
            names,
            labels,
            has_labels: !of_call.is_empty(),
        })
    }

    /// The counter of the calls that ended like this.
    pub(super) fn calls(&self, outcome: Outcome) -> Option<&Handle> {
        let calls = &self.calls[outcome as usize];
        if calls.get().is_none() {
            // Outside the lock's own initialisation: a subscriber that is warned may call this very operation.
            let made = self.labelled(&self.names.calls(), "status", outcome.as_str());
            calls.get_or_init(|| made);
        }
        calls.get().and_then(Option::as_ref)
    }

    fn labelled(&self, name: &str, label: &'static str, value: &'static str) -> Option<Handle> {
        let last = Label::from_static_parts(label, value);
        let labels: Vec<_> = self.labels.iter().cloned().chain([last]).collect();
        expiring(self.engine.handle(name, &labels, Sort::Counter), self.has_labels)
    }

    /// Whether [`count`](Self::count) has to be told of every call.
    pub(super) fn is_special(&self) -> bool {
        let calls = self.calls.iter().filter_map(|calls| calls.get()?.as_ref());
        self.objective.is_some() || calls.chain([&self.duration]).any(Handle::is_overflow)
    }

    /// Counts what not every call has.
    #[cold]
    pub(super) fn count(&self, ended: &Ended) {
        if let Some(objective) = &self.objective {
            objective.met.add(ended.has_met(objective.latency).into());
        }
        if let Some(calls) = self.calls[ended.outcome as usize].get().and_then(Option::as_ref) {
            calls.count_overflow();
        }
        if ended.is_measured() {
            self.duration.count_overflow();
        }
        if let Some(errors) = ended.failure.and_then(|error_type| self.errors(error_type)) {
            errors.add(1);
        }
    }

    fn errors(&self, error_type: &'static str) -> Option<&Handle> {
        let mut place = &self.errors;
        loop {
            let found = match place.get() {
                Some(found) => found,
                None => {
                    let errors = self.labelled(&self.names.errors(), "error_type", error_type);
                    place.get_or_init(|| Box::new(ErrorsOfType { error_type, errors, next: Errors::new() }))
                }
            };
            if found.error_type == error_type {
                return found.errors.as_ref();
            }
            place = &found.next;
        }
    }

    /// The gauge of the calls that run.
    pub(super) fn in_flight(&self) -> Option<&Handle> {
        self.in_flight.as_ref()
    }
}

/// A series that expires when it is idle only if `expires`.
fn expiring(handle: Option<Handle>, expires: bool) -> Option<Handle> {
    if expires { handle } else { handle.map(Handle::lasting) }
}

impl ObjectiveMet {
    /// Says what the operation promises, and counts what it keeps.
    fn new(engine: &Engine, names: &MetricNames, definition: &Definition, labels: &[Label]) -> Option<Self> {
        let objective = definition.settings.objective?;
        let tell = |name: &str, unit, text, value: f64| {
            engine.describe(name, Sort::Gauge, unit, text);
            if let Some(gauge) = expiring(engine.handle(name, labels, Sort::Gauge), false) {
                gauge.set(value);
            }
        };
        let within = "Seconds within which calls of an operation are to succeed.";
        let seconds = Duration::from_nanos(objective.latency).as_secs_f64();
        tell(&names.objective_latency(), Some(Unit::Seconds), within, seconds);
        let share = "Share of an operation's calls that are to succeed in time.";
        tell(&names.objective_ratio(), None, share, objective.target / 100.0);
        engine.describe(&names.objective_met(), Sort::Counter, None, "Calls of an operation that succeeded in time.");
        let met = expiring(engine.handle(&names.objective_met(), labels, Sort::Counter), false)?;
        Some(Self { latency: objective.latency, met })
    }
}
