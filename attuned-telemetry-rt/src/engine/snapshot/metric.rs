//! A metric of a snapshot.

use std::sync::Arc;

use metrics::Unit;

use crate::engine::family::aggregation::Aggregation;
use crate::engine::family::family::Family;

/// A metric of a snapshot.
pub(crate) struct Metric(pub(super) Arc<Family>);

impl Metric {
    /// Returns the name that the metric was first registered with: `http.requests`.
    #[cfg_attr(not(feature = "otlp"), allow(dead_code, reason = "the Prometheus exporter uses the identifier only"))]
    pub(crate) fn name(&self) -> &str {
        &self.0.name
    }

    /// Returns the identifier, which is valid in every backend and unique in the snapshot: `http_requests_total`.
    pub(crate) fn identifier(&self) -> &str {
        &self.0.identifier
    }

    /// Returns the description, if there is one.
    pub(crate) fn description(&self) -> Option<&str> {
        self.0.description.get().map(|description| description.text.as_str())
    }

    /// Returns the unit, if the description has one.
    pub(crate) fn unit(&self) -> Option<Unit> {
        self.0.description.get()?.unit
    }

    /// Returns how the values are aggregated.
    pub(crate) fn aggregation(&self) -> &Aggregation {
        &self.0.aggregation
    }
}
