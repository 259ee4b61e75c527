//! The recorder behind the `metrics` facade.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Instant, SystemTime};

use metrics::Unit;

use super::config::{Buckets, Config};
use super::names;
use super::names::{Named, Names, another_name, asked_identifier};
use crate::core::labels::capped_labels::OTHER;
use crate::core::operation::metrics::call_metrics::CallMetrics;
use crate::engine::cells;
use crate::engine::cells::Range;
use crate::engine::family::aggregation::{Aggregation, Description};
use crate::engine::family::family::Family;
use crate::engine::family::limits::{FirstTime, Limits};
use crate::engine::family::metric_kind::MetricKind;
use crate::engine::histogram::bounds::Bounds;
use crate::engine::labels::Pair;

/// Counts what the `metrics` facade is told. Clones are the same engine.
///
/// - **Counters** are 64-bit integers. One that would be more than `u64::MAX` begins again at zero, which Prometheus
///   takes for a restart. `absolute` raises a counter and never lowers it, whoever else sets it at the time.
/// - **Gauges** are floats, and may be infinite or no number: a gauge that was set to `NaN` is that until it is set again.
/// - **Histograms** count finite values, negative ones too. Any other is left out, and counted in
///   `attuned_telemetry_refused_values_total{metric="…"}`; the first of a metric is a warning.
/// - **Names**: `counter!("jobs")` and `counter!("jobs_total")` are one metric, for a counter's name is shown with
///   `_total`, which is added if it is missing. Of two metrics that would have lines of one name, a gauge `jobs_count` and a
///   histogram `jobs`, the one that comes second is shown by another name that a warning says: `jobs_count_gauge` or
///   `jobs_histogram`.
/// - **Labels** are the same series in any order. Of two labels with one name the last is meant. A label whose value is
///   empty is left out: to Prometheus the series is the same without it.
/// - A metric has **no more than 2,000 series**, or as many as the engine is told. What goes to further ones is counted
///   in a series whose labels all are `__other__`, of which a metric has one for each set of label names, 16 at most,
///   and then one without labels; `attuned_telemetry_series_overflow_total{metric="…"}` says how many values went there,
///   and the first of a metric is a warning.
/// - **Idle series** can expire: one that has labels, and whose value has not changed for as long as the engine was
///   told, is no longer shown. It is looked for when the metrics are read, and when a metric is full. If somebody still has
///   a handle of it, it is back with its value as soon as that changes; otherwise its memory is given back, and one with
///   the same labels is a new series that begins at zero. Setting a gauge to the value that it has is no change. The
///   series of an annotated operation expire only if the call has labels of its own.
#[derive(Clone)]
pub struct Engine(Arc<Inner>);

struct Inner {
    config: Config,
    /// When it was made.
    epoch: Instant,
    started: SystemTime,
    families: RwLock<Names>,
    /// Who counts the calls for which there is no room, by the operation.
    overflow_calls: Mutex<HashMap<usize, &'static dyn CallMetrics>>,
    full_warning: FirstTime,
}

/// What went to the series of those for which a metric has no room.
const OVERFLOW: &str = "attuned_telemetry_series_overflow_total";

/// What histograms do not count.
const REFUSED: &str = "attuned_telemetry_refused_values_total";

impl Engine {
    pub(crate) fn new(config: Config) -> Self {
        let (epoch, started) = (Instant::now(), SystemTime::now());
        let (families, overflow_calls) = (RwLock::default(), Mutex::default());
        let inner = Inner { config, epoch, started, families, overflow_calls, full_warning: FirstTime::default() };
        let engine = Self(Arc::new(inner));
        engine.list_operations();
        engine
    }

    /// The metrics in the order of their names.
    pub(crate) fn families(&self) -> Vec<Arc<Family>> {
        self.0.families.read().unwrap_or_else(PoisonError::into_inner).all()
    }

    /// When the engine was made.
    pub(crate) fn started(&self) -> SystemTime {
        self.0.started
    }

    /// The metric of a name. Metrics that would have lines of one name are told apart by another name.
    pub(crate) fn family(&self, name: &str, kind: MetricKind, own: Option<&Buckets>) -> Arc<Family> {
        let shown = asked_identifier(name, kind);
        let mut another = Cow::Borrowed(&*shown);
        let mut in_the_way = None;
        loop {
            match (self.find_or_make(&another, name, kind, own), in_the_way.as_ref()) {
                (Named::Taken(family), _) => {
                    another = Cow::Owned(another_name(&another, kind));
                    in_the_way.get_or_insert(family);
                }
                (Named::New(family), Some(taken)) => {
                    // It is there by now: a subscriber that counts what it is told asks for it again.
                    names::warn(&shown, kind, &taken.identifier, &another);
                    return family;
                }
                (Named::New(family) | Named::Known(family), _) => return family,
            }
        }
    }

    /// The metric that is shown by a name, if there is none that keeps it from having it.
    fn find_or_make(&self, shown: &str, name: &str, kind: MetricKind, own: Option<&Buckets>) -> Named {
        let found = self.0.families.read().unwrap_or_else(PoisonError::into_inner).find(shown, kind);
        if let Some(found) = found {
            return found;
        }
        let Config { series_limit, idle, .. } = self.0.config;
        // The engine's own have a series for each metric.
        let series = if matches!(shown, OVERFLOW | REFUSED) { usize::MAX } else { series_limit };
        let limits = Limits { series, idle };
        let new = Arc::new(Family::new(
            name.to_owned(),
            shown.to_owned(),
            self.aggregation(shown, name, kind, own),
            limits,
            self.0.epoch,
        ));
        let mut families = self.0.families.write().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have been faster.
        families.find_or_insert(&new, kind)
    }

    fn aggregation(&self, shown: &str, name: &str, kind: MetricKind, own: Option<&Buckets>) -> Aggregation {
        match kind {
            MetricKind::Counter => Aggregation::Counter,
            MetricKind::Gauge => Aggregation::Gauge,
            MetricKind::Histogram => match self.0.config.buckets(name, shown, own) {
                Some(Buckets::Bounds(values)) => Aggregation::Histogram(Arc::new(Bounds::new(values))),
                Some(Buckets::Exponential(schema)) => Aggregation::Exponential(*schema),
                None => Aggregation::Histogram(Arc::new(Bounds::by_name(name))),
            },
        }
    }

    pub(super) fn warn_of_no_capacity(&self, of: &Family) {
        if self.0.full_warning.is_first() {
            tracing::warn!("there is no room for another series of `{}`: it is not counted", of.identifier);
        }
    }

    /// Who counts the calls of an operation for which there is no room, made when the first of them comes.
    pub(crate) fn overflow_calls(
        &self,
        operation: usize,
        make: impl FnOnce() -> Option<&'static dyn CallMetrics>,
    ) -> Option<&'static dyn CallMetrics> {
        let known = || self.0.overflow_calls.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(calls) = known().get(&operation) {
            return Some(*calls);
        }
        // Not under the lock: a subscriber that is warned may come here again.
        let calls = make()?;
        Some(*known().entry(operation).or_insert(calls))
    }

    /// Where is counted what goes to the overflow of a metric.
    pub(crate) fn overflow(&self, of: &Family) -> Option<u32> {
        let cell = self.count_of(of, OVERFLOW);
        if of.overflow_warning.is_first() {
            tracing::warn!(
                "`{}` has {} series, and new ones go to `{}`: give its labels fewer values, or raise the limit",
                of.identifier,
                self.0.config.series_limit,
                OTHER
            );
        }
        cell
    }

    /// Leaves out a value that a histogram cannot have.
    #[cold]
    pub(crate) fn refuse(&self, of: &Family, count: u64) {
        let (cell, is_first) = match of.refused.get() {
            Some(cell) => (*cell, false),
            None => {
                let cell = self.count_of(of, REFUSED);
                (cell, of.refused.set(cell).is_ok())
            }
        };
        if let Some(cell) = cell {
            cells::local().count(cell, count);
        }
        if is_first {
            tracing::warn!(
                "`{}` was given a value that is not finite, or for which there is no room: it is left out",
                of.identifier
            );
        }
    }

    /// Where is counted what the engine does not do for a metric.
    fn count_of(&self, of: &Family, name: &str) -> Option<u32> {
        let family = self.family(name, MetricKind::Counter, None);
        let found =
            family.series(&[Pair { identifier: "metric", name: "metric", value: &of.identifier }], || Range::new(1))?;
        family.keep(found.place);
        (!found.is_overflow).then_some(found.first)
    }

    /// Says what a metric means. What was said first stays.
    pub(crate) fn describe(&self, name: &str, kind: MetricKind, unit: Option<Unit>, text: &str) {
        let family = self.family(name, kind, None);
        family.description.get_or_init(|| Description { text: text.to_owned(), unit });
    }
}
