//! What the queue of a metrics adapter contains.

use std::sync::Arc;

use crate::adapters::metrics::sample::Sample;
use crate::delivery::Weigh;
use crate::engine::Engine;
use crate::engine::aggregates::metrics_snapshot::MetricsSnapshot;

/// What the queue of a metrics adapter contains.
#[derive(Clone)]
pub(in crate::adapters) enum MetricsItem {
    /// A single recording through the manager.
    Sample(Sample),
    /// Everything that the engine has aggregated, as one item: the number of points is known when it is delivered.
    Aggregates(Arc<MetricsSnapshot>),
    /// What the engine has aggregated when it is delivered, for adapters that read the engine. `None` if no engine is
    /// installed.
    Collect(Option<Engine>),
}

impl Weigh for MetricsItem {
    fn bytes(&self) -> usize {
        match self {
            Self::Sample(sample) => sample.bytes(),
            Self::Aggregates(snapshot) => snapshot.bytes(),
            Self::Collect(_) => 0,
        }
    }
}
