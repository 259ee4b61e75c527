//! The metrics of one series of an operation, and what is seldom counted in them.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use metrics::{Label, Unit};

use crate::Outcome;
use crate::core::calls::Ended;
use crate::core::definition::Definition;
use crate::core::keys::constant_labels;
use crate::core::metric_names::MetricNames;
use crate::core::{clock, trace_context};
use crate::engine::bounds::Bounds;
use crate::engine::cells::Range;
use crate::engine::exemplars::Exemplars;
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
    exemplars: OnceLock<Arc<Exemplars>>,
    next: Errors,
}

impl ErrorsOfType {
    fn count(&self) {
        let Some(errors) = &self.errors else { return };
        errors.add(1);
        if trace_context::can_be_known() {
            self.exemplars.get_or_init(|| errors.make_exemplars()).offer(0, 1.0, clock::now());
        }
    }
}

impl SeriesMetrics {
    /// The metrics that an annotation asks for, if it asks for some; `of_call` are the labels of the call.
    pub(super) fn new(engine: &Engine, definition: &Definition, of_call: &[Label]) -> Option<Self> {
        let names = MetricNames::of(definition)?;
        let mut labels = constant_labels(definition);
        let objective = ObjectiveMet::new(engine, &names, definition, &labels);
        labels.extend_from_slice(of_call);
        let in_flight = definition.settings.in_flight;
        let in_flight = in_flight.then(|| engine.handle(&names.in_flight(), &labels, Sort::Gauge));
        let calls: [OnceLock<_>; Outcome::ALL.len()] = Default::default();
        let duration = if definition.ends.outcomes().contains(&Outcome::Success) {
            let (success, duration) = together(engine, &names, &labels)?;
            calls[Outcome::Success as usize].get_or_init(|| Some(success));
            duration
        } else {
            engine.handle(&names.duration(), &labels, Sort::Histogram)?
        };
        Some(Self {
            duration,
            calls,
            in_flight: in_flight.flatten(),
            objective,
            errors: Errors::new(),
            engine: engine.clone(),
            names,
            labels,
        })
    }

    /// Makes the counters of all statuses that a call can have, at zero.
    pub(super) fn make_all(&self, definition: &Definition) {
        for outcome in definition.ends.outcomes() {
            self.calls(*outcome);
        }
    }

    /// The counter of the calls that ended like this.
    pub(super) fn calls(&self, outcome: Outcome) -> Option<&Handle> {
        let make = || self.labelled(&self.names.calls(), "status", outcome.as_str());
        self.calls[outcome as usize].get_or_init(make).as_ref()
    }

    /// The same, if it has been made.
    pub(super) fn known_calls(&self, outcome: Outcome) -> Option<&Handle> {
        self.calls[outcome as usize].get()?.as_ref()
    }

    fn labelled(&self, name: &str, label: &'static str, value: &'static str) -> Option<Handle> {
        let last = Label::from_static_parts(label, value);
        let labels: Vec<_> = self.labels.iter().cloned().chain([last]).collect();
        self.engine.handle(name, &labels, Sort::Counter)
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
        if let Some(calls) = self.known_calls(ended.outcome) {
            calls.count_overflow();
        }
        if ended.is_measured() {
            self.duration.count_overflow();
        }
        if let Some(error_type) = ended.failure {
            self.errors(error_type).count();
        }
    }

    fn errors(&self, error_type: &'static str) -> &ErrorsOfType {
        let mut place = &self.errors;
        loop {
            let found = place.get_or_init(|| {
                let errors = self.labelled(&self.names.errors(), "error_type", error_type);
                Box::new(ErrorsOfType { error_type, errors, exemplars: OnceLock::new(), next: Errors::new() })
            });
            if found.error_type == error_type {
                return found;
            }
            place = &found.next;
        }
    }

    /// The gauge of the calls that run.
    pub(super) fn in_flight(&self) -> Option<&Handle> {
        self.in_flight.as_ref()
    }
}

/// The counter of the successes and the histogram of the durations, if they are new in cells that are together: a call
/// then counts in one place.
fn together(engine: &Engine, names: &MetricNames, labels: &[Label]) -> Option<(Handle, Handle)> {
    let bounds = |name: &str| Bounds::by_name(name);
    let (calls, duration) = (names.calls(), names.duration());
    let durations = engine.family(&duration, Sort::Histogram, || bounds(&duration));
    let calls = engine.family(&calls, Sort::Counter, || bounds(&calls));
    let (first, rest) = Range::new(1 + durations.kind.cells())?.split(1);
    let success = Label::from_static_parts("status", Outcome::Success.as_str());
    let with_status: Vec<_> = labels.iter().cloned().chain([success]).collect();
    let success = engine.handle_in(calls, &with_status, || Some(first))?;
    Some((success, engine.handle_in(durations, labels, || Some(rest))?))
}

impl ObjectiveMet {
    /// Says what the operation promises, and counts what it keeps.
    fn new(engine: &Engine, names: &MetricNames, definition: &Definition, labels: &[Label]) -> Option<Self> {
        let objective = definition.settings.objective?;
        let tell = |name: &str, unit, text, value: f64| {
            engine.describe(name, Sort::Gauge, unit, text);
            engine.handle(name, labels, Sort::Gauge).iter().for_each(|gauge| gauge.set(value));
        };
        let within = "Seconds within which calls of an operation are to succeed.";
        let seconds = Duration::from_nanos(objective.latency).as_secs_f64();
        tell(&names.objective_latency(), Some(Unit::Seconds), within, seconds);
        let share = "Share of an operation's calls that are to succeed in time.";
        tell(&names.objective_ratio(), None, share, objective.target / 100.0);
        engine.describe(&names.objective_met(), Sort::Counter, None, "Calls of an operation that succeeded in time.");
        let met = engine.handle(&names.objective_met(), labels, Sort::Counter)?;
        Some(Self { latency: objective.latency, met })
    }
}
