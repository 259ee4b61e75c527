//! Adapters that read the engine themselves, instead of receiving points.

use std::fmt;
use std::sync::Arc;

use crate::adapters::metrics::point::MetricPoint;
use crate::adapters::metrics::sample::Sample;
use crate::delivery::{Pending, Receipt};
use crate::engine::Engine;

/// How an adapter reads engines. Only adapters of this crate can create it.
#[derive(Clone)]
pub struct EngineReader(pub(in crate::adapters) Arc<dyn ReadEngine>);

/// Reads the current values of engines and sends them: they are cumulative, so a failed export loses nothing, and no
/// snapshot has to be kept.
pub(in crate::adapters) trait ReadEngine: Send + Sync {
    /// Aggregates a single recording through the manager.
    fn record(&self, sample: &Sample);

    /// Sends these points in the next flush, which is the last one: another adapter takes over.
    fn end_with(&self, points: Vec<MetricPoint>);

    /// Sends the current values of this engine, and of the single recordings.
    fn export<'call>(&'call self, engine: Option<&'call Engine>) -> Pending<'call, Receipt>;
}

impl fmt::Debug for EngineReader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("EngineReader").finish_non_exhaustive()
    }
}
