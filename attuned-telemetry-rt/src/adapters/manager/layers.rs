//! The layers of a `tracing` subscriber that feed a manager.

use std::sync::Arc;

#[cfg(feature = "init")]
use tracing_subscriber::layer::Layer;
#[cfg(feature = "init")]
use tracing_subscriber::registry::Registry;

use super::manager::ObservabilityManager;
use crate::collect::{LogCollector, LogRecord, SpanBatch, SpanCollector};

/// Layers for a subscriber of your own. `TelemetryBuilder::with_adapters` and, in a program without a subscriber,
/// [`install`](Self::install) add them.
impl ObservabilityManager {
    /// Returns a layer that passes finished spans to the tracing adapters. The subscriber must be based on
    /// `tracing_subscriber::registry()`. Each call returns a layer for another subscriber.
    ///
    /// ```
    /// use attuned_telemetry_rt::adapters::ObservabilityManager;
    /// use tracing_subscriber::filter::LevelFilter;
    /// use tracing_subscriber::layer::{Layer, SubscriberExt};
    ///
    /// let manager = ObservabilityManager::new();
    /// let subscriber = tracing_subscriber::registry().with(manager.span_layer().with_filter(LevelFilter::INFO));
    /// ```
    #[must_use]
    pub fn span_layer(&self) -> SpanCollector {
        let traces = Arc::clone(&self.0.traces);
        let consumer = move |batch: Arc<SpanBatch>| {
            if traces.is_enabled() {
                traces.offer_from_thread(batch);
            }
        };
        let collector = SpanCollector::new(Arc::new(consumer));
        self.0.collectors.add(collector.clone());
        collector
    }

    /// Returns a layer that passes log events to the logging adapters. Add it after [`span_layer`](Self::span_layer) or
    /// [`TraceIds`](crate::collect::TraceIds), so that records have the ids of their span.
    #[must_use]
    pub fn log_layer(&self) -> LogCollector {
        let logs = Arc::clone(&self.0.logs);
        LogCollector::new(Arc::new(move |record: LogRecord| {
            if logs.is_enabled() {
                logs.offer_from_thread(record);
            }
        }))
    }

    /// Returns the layers of a subscriber, filtered by the configured level.
    #[cfg(feature = "init")]
    pub(crate) fn layers(&self) -> [Box<dyn Layer<Registry> + Send + Sync>; 2] {
        let level = &self.0.level;
        [Box::new(self.span_layer().with_filter(level.clone())), Box::new(self.log_layer().with_filter(level.clone()))]
    }
}
