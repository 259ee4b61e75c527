//! The recorder of the `metrics` facade.

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
use crate::engine::family::first_time::FirstTime;
use crate::engine::family::limits::Limits;
use crate::engine::family::metric_kind::MetricKind;
use crate::engine::histogram::bounds::Bounds;
use crate::engine::labels::Pair;

/// The recorder of the `metrics` facade. Clones share their metrics.
///
/// - **Counters** are 64-bit integers. A counter wraps around to zero after `u64::MAX`, which Prometheus treats as a
///   restart. `absolute` raises a counter and never lowers it, even if several threads call it at the same time.
/// - **Gauges** are floats, and may be infinite or `NaN`. A gauge that is `NaN` stays `NaN` until it is set again.
/// - **Histograms** record finite values, including negative ones. Other values are ignored, and counted in
///   `attuned_telemetry_refused_values_total{metric="…"}`. The first one of a metric is logged as a warning.
/// - **Names**: the name of a counter ends in `_total`, which is added if it is missing, so `counter!("jobs")` and
///   `counter!("jobs_total")` are the same metric. If two metrics would expose samples with the same name, such as a
///   gauge `jobs_count` and a histogram `jobs`, the second one is renamed, to `jobs_count_gauge` or `jobs_histogram`,
///   and a warning is logged.
/// - **Labels** may be in any order. If two labels have the same name, the last one is used. A label with an empty
///   value is left out, because Prometheus treats it as missing.
/// - **Series limit**: a metric has at most 2,000 series, or `series_limit`. Updates of further series go to an
///   overflow series, in which every label is `__other__`. A metric has one overflow series for each set of label
///   names, up to 16, and then one without labels. `attuned_telemetry_series_overflow_total{metric="…"}` counts these
///   updates, and the first one of a metric is logged as a warning.
/// - **Idle series** can expire: a series with labels is hidden when its value has not changed for the idle timeout.
///   The engine looks for idle series when the metrics are read, and when a metric has reached its series limit. If a
///   handle of the series still exists, the series reappears with its value when the value changes. Otherwise its
///   memory is reused, and a series with the same labels starts at zero. Setting a gauge to its current value is not a
///   change. The series of an annotated operation expire only if they have labels with values from calls.
#[derive(Clone)]
pub struct Engine(Arc<Inner>);

struct Inner {
    config: Config,
    /// When the engine was created.
    epoch: Instant,
    started: SystemTime,
    families: RwLock<Names>,
    /// The metrics of the calls beyond the series limit, by the address of the operation's definition and the number of
    /// labels. A call has fewer labels while it runs than when it has returned a value.
    overflow_calls: Mutex<HashMap<(usize, usize), &'static dyn CallMetrics>>,
    full_warning: FirstTime,
}

/// Counts the updates that went to overflow series.
const OVERFLOW: &str = "attuned_telemetry_series_overflow_total";

/// Counts the values that histograms ignored.
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

    /// Returns the metrics in the order of their identifiers.
    pub(crate) fn families(&self) -> Vec<Arc<Family>> {
        self.0.families.read().unwrap_or_else(PoisonError::into_inner).all()
    }

    pub(crate) fn config(&self) -> &Config {
        &self.0.config
    }

    /// Returns when the engine was created.
    pub(crate) fn started(&self) -> SystemTime {
        self.0.started
    }

    /// Returns the metric with a name, which is created if necessary. It is renamed if it would expose samples with the
    /// same name as another metric.
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
                    // Logged after the metric is added, because a subscriber may record in the same metric.
                    names::warn(&shown, kind, &taken.identifier, &another);
                    return family;
                }
                (Named::New(family) | Named::Known(family), _) => return family,
            }
        }
    }

    /// Looks up the identifier `shown`. If it is free, adds a metric.
    fn find_or_make(&self, shown: &str, name: &str, kind: MetricKind, own: Option<&Buckets>) -> Named {
        let found = self.0.families.read().unwrap_or_else(PoisonError::into_inner).find(shown, kind);
        if let Some(found) = found {
            return found;
        }
        let Config { series_limit, idle, .. } = self.0.config;
        // The engine's own metrics have one series for each metric, so they need no limit.
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
        // Another thread may have added it since the look-up.
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
            tracing::warn!("no memory is left for a new series of `{}`; its values are ignored", of.identifier);
        }
    }

    /// Returns the metrics of an operation's calls beyond the series limit. They are created by `make`
    /// when they are first needed.
    pub(crate) fn overflow_calls(
        &self,
        operation: (usize, usize),
        make: impl FnOnce() -> Option<&'static dyn CallMetrics>,
    ) -> Option<&'static dyn CallMetrics> {
        let known = || self.0.overflow_calls.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(calls) = known().get(&operation) {
            return Some(*calls);
        }
        // Without the lock: a subscriber that receives a warning may call this function.
        let calls = make()?;
        Some(*known().entry(operation).or_insert(calls))
    }

    /// Returns the cell of the counter of a metric's overflows. Logs a warning the first time.
    pub(crate) fn overflow(&self, of: &Family) -> Option<u32> {
        let cell = self.count_of(of, OVERFLOW);
        if of.overflow_warning.is_first() {
            tracing::warn!(
                "`{}` has reached its limit of {} series; new ones are recorded as `{}`. Use fewer label values, or raise \
                 `series_limit`",
                of.identifier,
                self.0.config.series_limit,
                OTHER
            );
        }
        cell
    }

    /// Counts values that a histogram ignores. Logs a warning the first time.
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
            tracing::warn!("`{}` ignored a value that is not finite, or for which no memory is left", of.identifier);
        }
    }

    /// Returns the cell of the series `{metric="…"}` of one of the engine's own counters.
    fn count_of(&self, of: &Family, name: &str) -> Option<u32> {
        let family = self.family(name, MetricKind::Counter, None);
        let found =
            family.series(&[Pair { identifier: "metric", name: "metric", value: &of.identifier }], || Range::new(1))?;
        family.keep(found.place);
        (!found.is_overflow).then_some(found.first)
    }

    /// Sets the description of a metric, if it has none.
    pub(crate) fn describe(&self, name: &str, kind: MetricKind, unit: Option<Unit>, text: &str) {
        let family = self.family(name, kind, None);
        family.description.get_or_init(|| Description { text: text.to_owned(), unit });
    }
}
