//! The implementation of `metrics::Recorder`.

use std::sync::Arc;

use metrics::{Counter, Gauge, Histogram, Key, KeyName, Label, Metadata, Recorder, SharedString, Unit};

use super::engine::Engine;
use super::handle::Handle;
use super::rejected::Rejected;
use crate::engine::cells::Range;
use crate::engine::family::family::Family;
use crate::engine::family::metric_kind::MetricKind;
use crate::engine::labels::with_pairs;

impl Engine {
    /// Returns the series with these labels, or the overflow series. Returns `None` if no cells are left.
    fn handle(&self, family: Arc<Family>, key: &Key) -> Option<Handle> {
        let cells = family.aggregation.cells();
        let (found, is_cut) = with_pairs(key.labels(), self.config().labels, |labels, is_cut| {
            (family.series(labels, || Range::new(cells)), is_cut)
        });
        if is_cut {
            self.cut(&family);
        }
        let Some(found) = found else {
            self.warn_of_no_capacity(&family);
            return None;
        };
        let overflow = found.is_overflow.then(|| self.overflow(&family)).flatten();
        Some(Handle::new(self.clone(), family, found, overflow))
    }

    /// Returns the series with these labels, and creates it with these `cells` if it is new. Creates
    /// the series even if the metric is at its limit. Annotated code
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
        let limits = self.config().labels;
        let (found, is_cut) =
            with_pairs(labels.into_iter(), limits, |labels, is_cut| (family.admit(labels, of_code, cells), is_cut));
        if is_cut {
            self.cut(&family);
        }
        if found.is_none() {
            self.warn_of_no_capacity(&family);
        }
        Some(Handle::new(self.clone(), family, found?, None))
    }

    fn register(&self, key: &Key, kind: MetricKind) -> Registered {
        let family = self.family_within_limit(key.name(), kind);
        if family.is_none() {
            self.warn_of_rejected(key.name());
        }
        match family.and_then(|family| self.handle(family, key)) {
            Some(handle) => Registered::In(Arc::new(handle)),
            None => Registered::Rejected(Rejected::new(self)),
        }
    }
}

/// The handle of a registered metric.
enum Registered {
    In(Arc<Handle>),
    /// There are too many metrics, or no cells are left.
    Rejected(Arc<Rejected>),
}

macro_rules! handles {
    ($($handle:ident),*) => {
        $(impl From<Registered> for $handle {
            fn from(registered: Registered) -> Self {
                match registered {
                    Registered::In(handle) => Self::from_arc(handle),
                    Registered::Rejected(handle) => Self::from_arc(handle),
                }
            }
        })*
    };
}

handles!(Counter, Gauge, Histogram);

impl Recorder for Engine {
    fn describe_counter(&self, name: KeyName, unit: Option<Unit>, text: SharedString) {
        self.describe_within_limit(name.as_str(), MetricKind::Counter, unit, &text);
    }

    fn describe_gauge(&self, name: KeyName, unit: Option<Unit>, text: SharedString) {
        self.describe_within_limit(name.as_str(), MetricKind::Gauge, unit, &text);
    }

    fn describe_histogram(&self, name: KeyName, unit: Option<Unit>, text: SharedString) {
        self.describe_within_limit(name.as_str(), MetricKind::Histogram, unit, &text);
    }

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        self.register(key, MetricKind::Counter).into()
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        self.register(key, MetricKind::Gauge).into()
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        self.register(key, MetricKind::Histogram).into()
    }
}
