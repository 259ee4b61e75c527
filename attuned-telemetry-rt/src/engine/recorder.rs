//! The recorder behind the `metrics` facade.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Instant, SystemTime};

use metrics::{Counter, Gauge, Histogram, Key, KeyName, Label, Metadata, Recorder, SharedString, Unit};

use super::bounds::Bounds;
use super::config::Config;
use super::family::{Description, Family, Kind};
use super::handles::Handle;
use super::labels;

/// Counts what the `metrics` facade is told. Clones are the same engine.
#[derive(Clone)]
pub struct Engine(Arc<Inner>);

struct Inner {
    config: Config,
    /// When it was made.
    epoch: Instant,
    started: SystemTime,
    families: RwLock<BTreeMap<String, Arc<Family>>>,
}

/// What goes to the series of those for which a metric has no room.
const OVERFLOW: &str = "attuned_telemetry_series_overflow_total";

/// What a metric is for the facade.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Sort {
    Counter,
    Gauge,
    Histogram,
}

impl Engine {
    pub(crate) fn new(config: Config) -> Self {
        let families = RwLock::default();
        Self(Arc::new(Inner { config, epoch: Instant::now(), started: SystemTime::now(), families }))
    }

    /// The metrics in the order of their names.
    pub(crate) fn families(&self) -> Vec<Arc<Family>> {
        self.0.families.read().unwrap_or_else(PoisonError::into_inner).values().map(Arc::clone).collect()
    }

    /// When the engine was made.
    pub(crate) fn started(&self) -> SystemTime {
        self.0.started
    }

    /// The metric of a name. Metrics that have one name and are of different sorts are told apart by another name.
    pub(crate) fn family(&self, name: &str, sort: Sort, bounds: impl FnOnce() -> Bounds) -> Arc<Family> {
        let shown = shown_name(name, sort);
        match self.find(&shown) {
            Some(family) if family.is(sort) => family,
            Some(_) => {
                let another = another_name(&shown, sort);
                self.find(&another).filter(|family| family.is(sort)).unwrap_or_else(|| {
                    let sort_name = sort.name();
                    tracing::warn!("`{shown}` is another sort of metric; the {sort_name} is shown as `{another}`");
                    self.make(another, name, sort, bounds)
                })
            }
            None => self.make(shown, name, sort, bounds),
        }
    }

    fn find(&self, shown: &str) -> Option<Arc<Family>> {
        self.0.families.read().unwrap_or_else(PoisonError::into_inner).get(shown).map(Arc::clone)
    }

    fn make(&self, shown: String, name: &str, sort: Sort, bounds: impl FnOnce() -> Bounds) -> Arc<Family> {
        let kind = match sort {
            Sort::Counter => Kind::Counter,
            Sort::Gauge => Kind::Gauge,
            Sort::Histogram => Kind::Histogram(Arc::new(self.0.config.bounds(name).unwrap_or_else(bounds))),
        };
        let family = Arc::new(Family::new(shown.clone(), kind, self.0.config.series_limit, self.0.epoch));
        let mut families = self.0.families.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(families.entry(shown).or_insert(family))
    }

    /// The series of a metric that has these labels.
    pub(crate) fn handle<'label, L>(&self, name: &str, labels: L, sort: Sort) -> Option<Handle>
    where
        L: IntoIterator<Item = &'label Label, IntoIter: Clone>,
    {
        let family = self.family(name, sort, || Bounds::by_name(name));
        let labels = labels.into_iter();
        let found = family.series(&labels::text(labels.clone()), || labels::text_of_others(labels))?;
        let overflow = found.is_overflow.then(|| self.overflow(&family)).flatten();
        Some(Handle::new(family, found, overflow))
    }

    fn register(&self, key: &Key, sort: Sort) -> Option<Arc<Handle>> {
        self.handle(key.name(), key.labels(), sort).map(Arc::new)
    }

    /// Where is counted what goes to the overflow of a metric.
    fn overflow(&self, of: &Family) -> Option<u32> {
        if of.warns_of_overflow() {
            tracing::warn!(
                "`{}` has {} series, and new ones go to `{}`: give its labels fewer values, or raise the limit",
                of.name,
                self.0.config.series_limit,
                labels::OTHER
            );
        }
        let family = self.family(OVERFLOW, Sort::Counter, || Bounds::new(&[]));
        let found = family.series(&labels::pair("metric", &of.name), String::new)?;
        (!found.is_overflow).then_some(found.first)
    }

    /// Says what a metric means. What was said first stays.
    pub(crate) fn describe(&self, name: &str, sort: Sort, unit: Option<Unit>, text: &str) {
        let family = self.family(name, sort, || Bounds::by_name(name));
        family.description.get_or_init(|| Description { text: text.to_owned(), unit });
    }
}

/// The name that a metric is shown by.
fn shown_name(name: &str, sort: Sort) -> String {
    let name = labels::metric_name(name);
    if sort == Sort::Counter && !name.ends_with("_total") { format!("{name}_total") } else { name.into_owned() }
}

/// A counter's name ends in `_total` also then.
fn another_name(name: &str, sort: Sort) -> String {
    match (sort, name.strip_suffix("_total")) {
        (Sort::Counter, Some(name)) => format!("{name}_counter_total"),
        _ => format!("{name}_{}", sort.name()),
    }
}

impl Sort {
    const fn name(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
        }
    }
}

impl Recorder for Engine {
    fn describe_counter(&self, name: KeyName, unit: Option<Unit>, text: SharedString) {
        self.describe(name.as_str(), Sort::Counter, unit, &text);
    }

    fn describe_gauge(&self, name: KeyName, unit: Option<Unit>, text: SharedString) {
        self.describe(name.as_str(), Sort::Gauge, unit, &text);
    }

    fn describe_histogram(&self, name: KeyName, unit: Option<Unit>, text: SharedString) {
        self.describe(name.as_str(), Sort::Histogram, unit, &text);
    }

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        self.register(key, Sort::Counter).map_or_else(Counter::noop, Counter::from_arc)
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        self.register(key, Sort::Gauge).map_or_else(Gauge::noop, Gauge::from_arc)
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        self.register(key, Sort::Histogram).map_or_else(Histogram::noop, Histogram::from_arc)
    }
}
