//! What is the same for all series of a metric.

use std::sync::Arc;

use metrics::Unit;

use crate::engine::family::aggregation::Aggregation;
use crate::engine::family::family::Family;
use crate::engine::family::metric_kind::MetricKind;
use crate::engine::recorder::names::asked_identifier;

/// What is the same for all series of a metric. Snapshots share it.
#[derive(Debug)]
pub(crate) struct MetricInfo {
    /// The name that the metric was first registered with: `http.requests`. It is the
    /// [identifier](Self::identifier) if the engine had to rename the metric, because another kind of metric has the
    /// name.
    pub(crate) name: Arc<str>,
    /// The name that is valid in every backend and unique in the snapshot: `http_requests_total`.
    pub(crate) identifier: Arc<str>,
    pub(crate) unit: Option<Unit>,
    pub(crate) description: Option<Arc<str>>,
    /// The inclusive upper bounds of the buckets, in ascending order. The last bucket has no bound. Empty if the metric
    /// is not a histogram with bounds.
    pub(crate) bounds: Arc<[f64]>,
}

impl MetricInfo {
    pub(super) fn new(family: &Family) -> Self {
        let (kind, bounds) = match &family.aggregation {
            Aggregation::Counter => (MetricKind::Counter, &[][..]),
            Aggregation::Gauge => (MetricKind::Gauge, &[][..]),
            Aggregation::Histogram(bounds) => (MetricKind::Histogram, bounds.values()),
            Aggregation::Exponential(_) => (MetricKind::Histogram, &[][..]),
        };
        let is_renamed = asked_identifier(&family.name, kind) != family.identifier;
        let name = if is_renamed { &family.identifier } else { &family.name };
        let description = family.description.get();
        Self {
            name: name.as_str().into(),
            identifier: family.identifier.as_str().into(),
            unit: description.and_then(|description| description.unit),
            description: description.map(|description| description.text.as_str().into()),
            bounds: bounds.into(),
        }
    }

    /// Whether this is still all that is known of the metric. A metric may be described after its first value.
    pub(super) fn is_current(&self, family: &Family) -> bool {
        self.description.is_some() || family.description.get().is_none()
    }
}
