//! The implementation of `metrics::Recorder`.

use std::sync::Arc;

use metrics::{Counter, Gauge, Histogram, Key, KeyName, Label, Metadata, Recorder, SharedString, Unit};

use super::engine::Engine;
use super::handle::Handle;
use crate::engine::cells::Range;
use crate::engine::family::family::Family;
use crate::engine::family::metric_kind::MetricKind;
use crate::engine::labels::with_pairs;

impl Engine {
    /// Returns the series with these labels, or the overflow series. Returns `None` if no cells are left.
    pub(crate) fn handle<'label, L>(&self, name: &str, labels: L, kind: MetricKind) -> Option<Handle>
    where
        L: IntoIterator<Item = &'label Label, IntoIter: Clone>,
    {
        let family = self.family(name, kind, None);
        let cells = family.aggregation.cells();
        self.handle_in(family, labels, || Range::new(cells))
    }

    /// Like [`handle`](Self::handle), with a known metric and the `cells` for a new series.
    pub(crate) fn handle_in<'label, L>(
        &self,
        family: Arc<Family>,
        labels: L,
        cells: impl FnOnce() -> Option<Range>,
    ) -> Option<Handle>
    where
        L: IntoIterator<Item = &'label Label, IntoIter: Clone>,
    {
        let found = with_pairs(labels.into_iter(), |labels| family.series(labels, cells));
        let Some(found) = found else {
            self.warn_of_no_capacity(&family);
            return None;
        };
        let overflow = found.is_overflow.then(|| self.overflow(&family)).flatten();
        Some(Handle::new(self.clone(), family, found, overflow))
    }

    /// Like [`handle_in`](Self::handle_in), but creates the series even if the metric is at its limit. Annotated code
    /// checks the limit itself. A series `of_code` does not count against the limit.
    pub(crate) fn admit<'label, L>(
        &self,
        family: Arc<Family>,
        labels: L,
        of_code: bool,
        cells: impl FnOnce() -> Option<Range>,
    ) -> Option<Handle>
    where
        L: IntoIterator<Item = &'label Label, IntoIter: Clone>,
    {
        let found = with_pairs(labels.into_iter(), |labels| family.admit(labels, of_code, cells));
        if found.is_none() {
            self.warn_of_no_capacity(&family);
        }
        Some(Handle::new(self.clone(), family, found?, None))
    }

    fn register(&self, key: &Key, kind: MetricKind) -> Option<Arc<Handle>> {
        self.handle(key.name(), key.labels(), kind).map(Arc::new)
    }
}

impl Recorder for Engine {
    fn describe_counter(&self, name: KeyName, unit: Option<Unit>, text: SharedString) {
        self.describe(name.as_str(), MetricKind::Counter, unit, &text);
    }

    fn describe_gauge(&self, name: KeyName, unit: Option<Unit>, text: SharedString) {
        self.describe(name.as_str(), MetricKind::Gauge, unit, &text);
    }

    fn describe_histogram(&self, name: KeyName, unit: Option<Unit>, text: SharedString) {
        self.describe(name.as_str(), MetricKind::Histogram, unit, &text);
    }

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        self.register(key, MetricKind::Counter).map_or_else(Counter::noop, Counter::from_arc)
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        self.register(key, MetricKind::Gauge).map_or_else(Gauge::noop, Gauge::from_arc)
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        self.register(key, MetricKind::Histogram).map_or_else(Histogram::noop, Histogram::from_arc)
    }
}
