//! The recorder of the `metrics` facade.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::SystemTime;

use metrics::Unit;

use super::config::{Buckets, Config};
use super::names;
use super::names::{Named, Names, another_name, asked_identifier};
use super::own_metrics::{Losses, has_no_limit};
use crate::core::clock::{self, Moment};
use crate::core::operation::metrics::call_metrics::CallMetrics;
use crate::core::text::shortened::shortened;
use crate::engine::family::aggregation::{Aggregation, Description};
use crate::engine::family::departed::Departures;
use crate::engine::family::family::Family;
use crate::engine::family::limits::Limits;
use crate::engine::family::metric_kind::MetricKind;
use crate::engine::family::series::typed::typed_series::TypedSeries;
use crate::engine::histogram::bounds::Bounds;
use crate::engine::labels::limits::MOST_NAME_BYTES;

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
/// - **Series limit**: a metric has at most `series_limit` series, by default 2,000. Updates of further series go to an
///   overflow series, in which every label is `__other__`. A metric has one overflow series for each set of label
///   names, up to 16, and then one without labels. `attuned_telemetry_series_overflow_total{metric="…"}` counts these
///   updates, and the first one of a metric is logged as a warning.
/// - **Other limits**: the number of metrics, the number of labels, and the length of names, label values and
///   descriptions are limited, see [the list of limits](crate::export::prometheus#limits).
/// - **Idle series** can expire: a series with labels is hidden when nothing was recorded in it for the idle timeout.
///   The engine looks for idle series when the metrics are read, and when a metric has reached its series limit. If a
///   handle of the series still exists, the series reappears with its value when something is recorded. Otherwise its
///   memory is reused, and a series with the same labels starts at zero. Setting a gauge to its current value, or
///   adding zero to a counter, is a recording, too. The series of an annotated operation expire only if they have
///   labels with values from calls.
#[derive(Clone)]
pub struct Engine(Arc<Inner>);

struct Inner {
    config: Config,
    /// When the engine was created.
    epoch: Moment,
    /// The same in date and time, or `None` if it is not known.
    started: Option<SystemTime>,
    families: RwLock<Names>,
    /// The metrics of the calls beyond the series limit, by the address of the operation's definition and the number of
    /// labels. A call has fewer labels while it runs than when it has returned a value.
    overflow_calls: Mutex<HashMap<(usize, usize), &'static dyn CallMetrics>>,
    losses: Losses,
    departures: Arc<Departures>,
}

impl Engine {
    pub(crate) fn new(config: Config) -> Self {
        let engine = Self::empty(config);
        engine.list_operations();
        engine
    }

    /// Creates an engine without the metrics of the annotated operations, which [`new`](Self::new) creates with the value
    /// zero.
    pub(crate) fn empty(config: Config) -> Self {
        let (epoch, started) = (Moment::now(), clock::date());
        let (families, overflow_calls) = (RwLock::default(), Mutex::default());
        let (losses, departures) = (Losses::default(), Arc::default());
        let inner = Inner { config, epoch, started, families, overflow_calls, losses, departures };
        Self(Arc::new(inner))
    }

    /// Returns the metrics in the order of their identifiers.
    pub(crate) fn families(&self) -> Vec<Arc<Family>> {
        self.0.families.read().unwrap_or_else(PoisonError::into_inner).all()
    }

    /// Returns who is told of series that are removed.
    #[cfg(feature = "adapters")]
    pub(crate) fn departures(&self) -> &Departures {
        &self.0.departures
    }

    pub(super) fn losses(&self) -> &Losses {
        &self.0.losses
    }

    pub(crate) fn config(&self) -> &Config {
        &self.0.config
    }

    /// Returns when the engine was created, or `None` if the date is not known.
    pub(crate) fn started(&self) -> Option<SystemTime> {
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

    /// Like [`family`](Self::family), for a metric that no annotation defines. Returns `None` if the metric is new and
    /// its name is too long or the maximum number of metrics is reached. Threads that register different metrics at the
    /// same time may exceed the maximum by one metric each.
    pub(super) fn family_within_limit(&self, name: &str, kind: MetricKind) -> Option<Arc<Family>> {
        if name.len() > MOST_NAME_BYTES {
            return None;
        }
        let known = {
            let families = self.0.families.read().unwrap_or_else(PoisonError::into_inner);
            (families.len() >= self.0.config.metric_limit).then(|| families.known(name, kind))
        };
        known.unwrap_or_else(|| Some(self.family(name, kind, None)))
    }

    /// Looks up the identifier `shown`. If it is free, adds a metric.
    fn find_or_make(&self, shown: &str, name: &str, kind: MetricKind, own: Option<&Buckets>) -> Named {
        let found = self.0.families.read().unwrap_or_else(PoisonError::into_inner).find(shown, kind);
        if let Some(found) = found {
            return found;
        }
        let Config { series_limit, idle, .. } = self.0.config;
        // The engine's own metrics have one series for each metric, so they need no limit.
        let series = if has_no_limit(shown) { usize::MAX } else { series_limit };
        let limits = Limits { series, idle };
        let new = Arc::new(Family::new(
            name.to_owned(),
            shown.to_owned(),
            self.aggregation(shown, name, kind, own),
            limits,
            self.0.epoch,
            Arc::clone(&self.0.departures),
            TypedSeries::of(kind, self.0.epoch),
        ));
        let mut families = self.0.families.write().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have added it since the look-up.
        families.find_or_insert(&new, kind)
    }

    fn aggregation(&self, shown: &str, name: &str, kind: MetricKind, own: Option<&Buckets>) -> Aggregation {
        match kind {
            MetricKind::Counter | MetricKind::TypedCounter(_) => Aggregation::Counter,
            MetricKind::Gauge => Aggregation::Gauge,
            MetricKind::Histogram => match self.0.config.buckets(name, shown, own) {
                Some(Buckets::Bounds(values)) => Aggregation::Histogram(Arc::new(Bounds::new(values))),
                Some(Buckets::Exponential(schema)) => Aggregation::Exponential(*schema),
                None => Aggregation::Histogram(Arc::new(Bounds::by_name(name))),
            },
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

    /// Sets the description of a metric, if it has none.
    pub(crate) fn describe(&self, name: &str, kind: MetricKind, unit: Option<Unit>, text: &str) {
        describe(&self.family(name, kind, None), unit, text);
    }

    /// Like [`describe`](Self::describe), for a metric that no annotation defines.
    pub(super) fn describe_within_limit(&self, name: &str, kind: MetricKind, unit: Option<Unit>, text: &str) {
        match self.family_within_limit(name, kind) {
            Some(family) => describe(&family, unit, text),
            None => self.warn_of_rejected(name),
        }
    }
}

/// The maximum length of a description, in bytes.
const MOST_TEXT_BYTES: usize = 1_024;

fn describe(family: &Family, unit: Option<Unit>, text: &str) {
    family.description.get_or_init(|| Description { text: shortened(text, MOST_TEXT_BYTES).into_owned(), unit });
}
