//! The metrics of the calls of one operation that have the same labels, and the rare updates of them.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use metrics::{Label, Unit};

use crate::Outcome;
use crate::core::clock::{self, HAS_CLOCK};
use crate::core::context;
use crate::core::operation::definition::definition::Definition;
use crate::core::operation::definition::settings;
use crate::core::operation::metrics::call_metrics::FinishedCall;
use crate::core::operation::metrics::keys::{constant_labels, help};
use crate::core::operation::metrics::names::MetricNames;
use crate::engine::cells::{Range, local};
use crate::engine::exemplars::Exemplars;
use crate::engine::family::family::Family;
use crate::engine::family::metric_kind::MetricKind;
use crate::engine::histogram::exponential::schema;
use crate::engine::labels::with_pairs;
use crate::engine::recorder::config::Buckets;
use crate::engine::recorder::engine::Engine;
use crate::engine::recorder::handle::Handle;

/// The metrics of the calls of one operation that have the same labels.
pub(crate) struct SeriesMetrics {
    engine: Engine,
    names: MetricNames,
    labels: Vec<Label>,
    calls: [OnceLock<Option<Handle>>; Outcome::ALL.len()],
    pub(crate) duration: Handle,
    in_flight: Option<Handle>,
    objective: Option<ObjectiveMet>,
    errors: Errors,
    /// Whether the series have no labels with values from calls, or are overflow series. Such series never expire, and
    /// do not count against the series limit.
    of_code: bool,
    /// For overflow series: the cells of the overflow counters, one for the calls and one for the durations.
    overflow: Option<[Option<u32>; 2]>,
}

/// The counter of the calls that met the objective of their operation.
struct ObjectiveMet {
    /// In nanoseconds.
    latency: u64,
    met: Handle,
}

/// The counters of the errors, one for each type: a list that only grows, so that a known type is found without a lock.
/// It has one element for each error type in the code.
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
        if context::can_be_known() {
            self.exemplars.get_or_init(|| errors.make_exemplars()).offer(0, 1.0, clock::now());
        }
    }
}

impl SeriesMetrics {
    /// Creates the metrics of the calls with the labels `of_call`. `others` is whether these are the labels of the
    /// overflow series. Returns `None` if the annotation configures no metrics.
    pub(crate) fn new(engine: &Engine, definition: &Definition, of_call: &[Label], others: bool) -> Option<Self> {
        let names = MetricNames::of(definition)?;
        let mut labels = constant_labels(definition);
        let objective = ObjectiveMet::new(engine, &names, definition, &labels);
        labels.extend_from_slice(of_call);
        let of_code = of_call.is_empty() || others;
        let in_flight = definition.settings.in_flight.then(|| {
            let family = engine.family(&names.in_flight(), MetricKind::Gauge, None);
            admitted(engine, family, &labels, of_code)
        });
        let calls: [OnceLock<_>; Outcome::ALL.len()] = Default::default();
        let (success, duration) = together(engine, &names, definition, &labels, of_code);
        if let Some(success) = success {
            calls[Outcome::Success as usize].get_or_init(|| Some(success));
        }
        let overflow = |name: &str, kind| engine.overflow(&engine.family(name, kind, None));
        Some(Self {
            duration: duration?,
            calls,
            in_flight: in_flight.flatten(),
            objective,
            errors: Errors::new(),
            overflow: others.then(|| {
                [overflow(&names.calls(), MetricKind::Counter), overflow(&names.duration(), MetricKind::Histogram)]
            }),
            engine: engine.clone(),
            names,
            labels,
            of_code,
        })
    }

    /// Whether the series limit allows these labels of a call, with all statuses that the call can have. The answer is
    /// the same for all metrics of the operation, so that all of them cover the same calls.
    pub(crate) fn has_capacity(engine: &Engine, definition: &Definition, of_call: &[Label]) -> bool {
        let Some(names) = MetricNames::of(definition) else { return true };
        let statuses = definition.returns.possible_outcomes();
        let calls = engine.family(&names.calls(), MetricKind::Counter, None);
        let durations = engine.family(&names.duration(), MetricKind::Histogram, own_buckets(definition).as_ref());
        let last = statuses.last().map(|outcome| Label::from_static_parts("status", outcome.as_str()));
        let labels: Vec<_> =
            constant_labels(definition).into_iter().chain(of_call.iter().cloned()).chain(last).collect();
        let is_known = with_pairs(labels.iter(), engine.config().labels, |labels, _| calls.knows(labels));
        is_known || (calls.has_capacity(statuses.len()) && durations.has_capacity(1))
    }

    /// Creates the counters of all statuses that a call can have, at zero.
    pub(crate) fn make_all(&self, definition: &Definition) {
        for outcome in definition.returns.possible_outcomes() {
            self.calls(*outcome);
        }
    }

    /// Returns the counter of the calls with this outcome, which is created if necessary.
    pub(crate) fn calls(&self, outcome: Outcome) -> Option<&Handle> {
        let calls = &self.calls[outcome as usize];
        if calls.get().is_none() {
            // Not within `get_or_init`: a subscriber that receives a warning may call this operation.
            let made = self.labelled(&self.names.calls(), "status", outcome.as_str());
            calls.get_or_init(|| made);
        }
        calls.get().and_then(Option::as_ref)
    }

    /// Returns the counter of the calls with this outcome, if it exists.
    pub(crate) fn known_calls(&self, outcome: Outcome) -> Option<&Handle> {
        self.calls[outcome as usize].get()?.as_ref()
    }

    fn labelled(&self, name: &str, label: &'static str, value: &'static str) -> Option<Handle> {
        let last = Label::from_static_parts(label, value);
        let labels: Vec<_> = self.labels.iter().cloned().chain([last]).collect();
        admitted(&self.engine, self.engine.family(name, MetricKind::Counter, None), &labels, self.of_code)
    }

    /// Whether [`count`](Self::count) has to be called for every call, not only for failures.
    pub(crate) fn is_special(&self) -> bool {
        self.objective.is_some() || self.overflow.is_some()
    }

    /// Updates the metrics that only some calls have: objective, overflow and errors.
    #[cold]
    pub(crate) fn count(&self, finished: &FinishedCall) {
        if let Some(objective) = &self.objective {
            objective.met.add(finished.has_met(objective.latency).into());
        }
        if let Some([calls, durations]) = self.overflow {
            let durations = durations.filter(|_| finished.measured().is_some());
            calls.into_iter().chain(durations).for_each(|cell| local().count(cell, 1));
        }
        if let Some(error_type) = finished.failure {
            self.errors(error_type).count();
        }
    }

    /// Returns the counter of the errors of this type, if it was created for a text at the same address. Compares
    /// addresses, not text.
    #[inline]
    pub(crate) fn known_errors(&self, error_type: &'static str) -> Option<&Handle> {
        let mut found = self.errors.get()?;
        while !std::ptr::eq(found.error_type, error_type) {
            found = found.next.get()?;
        }
        found.errors.as_ref()
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
            // The text of a type usually has the same address in each call.
            if std::ptr::eq(found.error_type, error_type) || found.error_type == error_type {
                return found;
            }
            place = &found.next;
        }
    }

    /// Returns the gauge of calls in flight.
    pub(crate) fn in_flight(&self) -> Option<&Handle> {
        self.in_flight.as_ref()
    }
}

/// Returns the series with these labels, even if the metric is at its limit. A series `of_code` never expires.
fn admitted(engine: &Engine, family: Arc<Family>, labels: &[Label], of_code: bool) -> Option<Handle> {
    let cells = family.aggregation.cells();
    admitted_in(engine, family, labels, of_code, || Range::new(cells))
}

/// Like [`admitted`], with the `cells` for a new series.
fn admitted_in(
    engine: &Engine,
    family: Arc<Family>,
    labels: &[Label],
    of_code: bool,
    cells: impl FnOnce() -> Option<Range>,
) -> Option<Handle> {
    let handle = engine.admit(family, labels, of_code, cells);
    if of_code { handle.map(Handle::lasting) } else { handle }
}

/// Returns the buckets that an annotation configures.
pub(crate) fn own_buckets(definition: &Definition) -> Option<Buckets> {
    match definition.settings.buckets {
        settings::Buckets::Default => None,
        settings::Buckets::Bounds(nanoseconds) => {
            let seconds = |nanoseconds: &u64| Duration::from_nanos(*nanoseconds).as_secs_f64();
            Some(Buckets::Bounds(nanoseconds.iter().map(seconds).collect()))
        }
        settings::Buckets::Exponential => Some(Buckets::Exponential(schema::DEFAULT)),
    }
}

/// Returns the counter of successes, if the operation can succeed, and the histogram of durations. If both are new,
/// their cells are adjacent, so that the fast path updates one chunk.
fn together(
    engine: &Engine,
    names: &MetricNames,
    definition: &Definition,
    labels: &[Label],
    of_code: bool,
) -> (Option<Handle>, Option<Handle>) {
    let durations = engine.family(&names.duration(), MetricKind::Histogram, own_buckets(definition).as_ref());
    if !definition.returns.possible_outcomes().contains(&Outcome::Success) {
        return (None, admitted(engine, durations, labels, of_code));
    }
    let success = Label::from_static_parts("status", Outcome::Success.as_str());
    let with_status: Vec<_> = labels.iter().cloned().chain([success]).collect();
    let calls = engine.family(&names.calls(), MetricKind::Counter, None);
    let is_new = with_pairs(with_status.iter(), engine.config().labels, |labels, _| !calls.knows(labels));
    let both = if is_new { Range::new(1 + durations.aggregation.cells()).map(|both| both.split(1)) } else { None };
    let (first, rest) = both.unzip();
    let count = durations.aggregation.cells();
    let success = admitted_in(engine, calls, &with_status, of_code, || first.or_else(|| Range::new(1)));
    (success, admitted_in(engine, durations, labels, of_code, || rest.or_else(|| Range::new(count))))
}

impl ObjectiveMet {
    /// Sets the gauges of the objective, and returns the counter of the calls that met it.
    fn new(engine: &Engine, names: &MetricNames, definition: &Definition, labels: &[Label]) -> Option<Self> {
        let objective = definition.settings.objective.filter(|_| HAS_CLOCK)?;
        let tell = |name: &str, unit, text, value: f64| {
            engine.describe(name, MetricKind::Gauge, unit, text);
            let gauge = admitted(engine, engine.family(name, MetricKind::Gauge, None), labels, true);
            // If several operations share the series, the first objective is kept.
            gauge.iter().filter(|gauge| gauge.gauge() == 0.0).for_each(|gauge| gauge.set(value));
        };
        let seconds = Duration::from_nanos(objective.latency).as_secs_f64();
        tell(&names.objective_latency(), Some(Unit::Seconds), help::OBJECTIVE_LATENCY, seconds);
        tell(&names.objective_ratio(), None, help::OBJECTIVE_RATIO, objective.target / 100.0);
        engine.describe(&names.objective_met(), MetricKind::Counter, None, help::OBJECTIVE_MET);
        let met = admitted(engine, engine.family(&names.objective_met(), MetricKind::Counter, None), labels, true)?;
        Some(Self { latency: objective.latency, met })
    }
}
