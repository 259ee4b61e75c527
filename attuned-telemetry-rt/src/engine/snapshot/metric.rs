//! A metric of a snapshot.

use std::sync::Arc;

use metrics::Unit;

use crate::engine::family::aggregation::Aggregation;
use crate::engine::family::family::Family;

/// A metric of a snapshot.
pub(crate) struct Metric(pub(super) Arc<Family>);

impl Metric {
    /// The name as it was given first: `http.requests`.
    #[cfg_attr(not(test), expect(dead_code, reason = "Prometheus asks for the identifier only"))]
    pub(crate) fn name(&self) -> &str {
        &self.0.name
    }

    /// The name that every backend can have, unique in the snapshot: `http_requests_total`.
    pub(crate) fn identifier(&self) -> &str {
        &self.0.identifier
    }

    /// What it means, if it was described.
    pub(crate) fn description(&self) -> Option<&str> {
        self.0.description.get().map(|description| description.text.as_str())
    }

    /// Its unit, if it was described with one.
    pub(crate) fn unit(&self) -> Option<Unit> {
        self.0.description.get()?.unit
    }

    /// How its values are aggregated.
    pub(crate) fn aggregation(&self) -> &Aggregation {
        &self.0.aggregation
    }
}
