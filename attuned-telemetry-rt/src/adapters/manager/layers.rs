//! The layers of a `tracing` subscriber that feed a manager.

use std::sync::Arc;

#[cfg(feature = "init")]
use tracing_subscriber::layer::Layer;
#[cfg(feature = "init")]
use tracing_subscriber::registry::Registry;

use super::manager::ObservabilityManager;
use crate::adapters::destination::logs::Logs;
use crate::adapters::destination::traces::Traces;
use crate::adapters::manager::registered::table::Table;
use crate::collect::{LogCollector, LogConsumer, LogRecord, SpanBatch, SpanCollector, SpanConsumer};

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
        let collector = SpanCollector::new(Arc::new(ToTraces(Arc::clone(&self.0.traces))));
        self.0.collectors.add(collector.clone());
        collector
    }

    /// Returns a layer that passes log events to the logging adapters. Add it after [`span_layer`](Self::span_layer) or
    /// [`TraceIds`](crate::collect::TraceIds), so that records have the ids of their span.
    #[must_use]
    pub fn log_layer(&self) -> LogCollector {
        LogCollector::new(Arc::new(ToLogs(Arc::clone(&self.0.logs))))
    }

    /// Returns both layers, filtered by the configured level. A filter for both is faster than one for each: for each
    /// event of a span, a filter asks the registry whether the span passed it.
    #[cfg(feature = "init")]
    pub(crate) fn layer(&self) -> Box<dyn Layer<Registry> + Send + Sync> {
        let spans = self.span_layer();
        let mut logs = self.log_layer();
        logs.add(Some(Arc::clone(spans.spans())));
        Box::new(spans.and_then(logs).with_filter(self.0.level.clone()))
    }
}

/// The spans of small traces that are passed on at once.
const BATCH: usize = 32;

/// Passes spans to the tracing adapters.
struct ToTraces(Arc<Table<Traces>>);

impl SpanConsumer for ToTraces {
    fn consume(&self, batch: Arc<SpanBatch>) {
        if self.0.is_enabled() {
            self.0.offer_from_thread(batch);
        }
    }

    fn batch_spans(&self) -> usize {
        BATCH.min(self.0.items_at_once())
    }
}

/// Passes log records to the logging adapters.
struct ToLogs(Arc<Table<Logs>>);

impl LogConsumer for ToLogs {
    fn consume(&self, record: LogRecord) {
        self.0.offer_from_thread(record);
    }

    fn is_enabled(&self) -> bool {
        self.0.is_enabled()
    }
}
