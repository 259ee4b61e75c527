//! The metrics of one series of an operation, and what is seldom counted in them.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use metrics::{Label, Unit};

use crate::Outcome;
use crate::core::calls::Ended;
use crate::core::definition::{self, Definition};
use crate::core::keys::constant_labels;
use crate::core::metric_names::MetricNames;
use crate::core::{clock, trace_context};
use crate::engine::cells::Range;
use crate::engine::config::Buckets;
use crate::engine::exemplars::Exemplars;
use crate::engine::exponential::schema;
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
        let expires = !of_call.is_empty();
        let in_flight = definition.settings.in_flight;
        let in_flight = in_flight.then(|| expiring(engine.handle(&names.in_flight(), &labels, Sort::Gauge), expires));
        let calls: [OnceLock<_>; Outcome::ALL.len()] = Default::default();
        let (success, duration) = together(engine, &names, definition, &labels);
        if let Some(success) = expiring(success, expires) {
            calls[Outcome::Success as usize].get_or_init(|| Some(success));
        }
        Some(Self {
            duration: expiring(duration, expires)?,
            calls,
            in_flight: in_flight.flatten(),
            objective,
            errors: Errors::new(),
            engine: engine.clone(),
            names,
            labels,
            has_labels: !of_call.is_empty(),
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
        let calls = &self.calls[outcome as usize];
        if calls.get().is_none() {
            // Outside the lock's own initialisation: a subscriber that is warned may call this very operation.
            let made = self.labelled(&self.names.calls(), "status", outcome.as_str());
            calls.get_or_init(|| made);
        }
        calls.get().and_then(Option::as_ref)
    }

    /// The same, if it has been made.
    pub(super) fn known_calls(&self, outcome: Outcome) -> Option<&Handle> {
        self.calls[outcome as usize].get()?.as_ref()
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
        if let Some(calls) = self.known_calls(ended.outcome) {
            calls.count_overflow();
        }
        if ended.is_measured() && self.duration.bounds().is_some() {
            self.duration.count_overflow();
        }
        if let Some(error_type) = ended.failure {
            self.errors(error_type).count();
        }
    }

    fn errors(&self, error_type: &'static str) -> &ErrorsOfType {
        let mut place = &self.errors;
        loop {
            let found = match place.get() {
                Some(found) => found,
                None => {
                    let errors = self.labelled(&self.names.errors(), "error_type", error_type);
                    let (exemplars, next) = (OnceLock::new(), Errors::new());
                    place.get_or_init(|| Box::new(ErrorsOfType { error_type, errors, exemplars, next }))
                }
            };
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

/// A series that expires when it is idle only if `expires`.
fn expiring(handle: Option<Handle>, expires: bool) -> Option<Handle> {
    if expires { handle } else { handle.map(Handle::lasting) }
}

/// The buckets that an annotation asks for.
pub(super) fn own_buckets(definition: &Definition) -> Option<Buckets> {
    match definition.settings.buckets {
        definition::Buckets::Default => None,
        definition::Buckets::Bounds(nanoseconds) => {
            let seconds = |nanoseconds: &u64| Duration::from_nanos(*nanoseconds).as_secs_f64();
            Some(Buckets::Bounds(nanoseconds.iter().map(seconds).collect()))
        }
        definition::Buckets::Exponential => Some(Buckets::Exponential(schema::DEFAULT)),
    }
}

/// The counter of the successes, if there can be some, and the histogram of the durations: in cells that are together if
/// they are new, so that a call counts in one place.
fn together(
    engine: &Engine,
    names: &MetricNames,
    definition: &Definition,
    labels: &[Label],
) -> (Option<Handle>, Option<Handle>) {
    let durations = engine.family(&names.duration(), Sort::Histogram, own_buckets(definition).as_ref());
    if !definition.ends.outcomes().contains(&Outcome::Success) {
        let cells = durations.kind.cells();
        return (None, engine.handle_in(durations, labels, || Range::new(cells)));
    }
    let both = Range::new(1 + durations.kind.cells()).map(|cells| cells.split(1));
    let (first, rest) = both.unzip();
    let success = Label::from_static_parts("status", Outcome::Success.as_str());
    let with_status: Vec<_> = labels.iter().cloned().chain([success]).collect();
    let calls = engine.family(&names.calls(), Sort::Counter, None);
    let success = engine.handle_in(calls, &with_status, || first);
    (success, engine.handle_in(durations, labels, || rest))
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
