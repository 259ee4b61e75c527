//! What adapters receive through the layers of a manager.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use attuned_telemetry_rt::adapters::{
    LoggingAdapter, ObservabilityConfig, ObservabilityManager, TracingAdapter, async_trait,
};
use attuned_telemetry_rt::collect::{FinishedSpan, LogRecord, SpanBatch};
use attuned_telemetry_rt::delivery::{DeliveryError, Receipt};
use attuned_telemetry_rt::{TelemetryBuilder, TraceContext};
use tracing::{Dispatch, info, info_span};
use tracing_subscriber::layer::SubscriberExt as _;

/// The numbers of spans of the batches.
struct Batches(Mutex<mpsc::Sender<usize>>);

#[async_trait]
impl TracingAdapter for Batches {
    async fn record_span(&self, _: FinishedSpan<'_>) {}

    async fn export_spans(&self, batches: &[Arc<SpanBatch>]) -> Result<Receipt, DeliveryError> {
        for batch in batches {
            self.0.lock().unwrap().send(batch.len()).unwrap();
        }
        Ok(Receipt::all())
    }
}

/// Returns a manager with an adapter, and the sizes of the batches that the adapter receives.
fn manager(delay: Duration) -> (ObservabilityManager, mpsc::Receiver<usize>) {
    let mut config = ObservabilityConfig::default();
    config.delivery.batch.delay = delay;
    let manager = ObservabilityManager::with_config(config);
    let (sender, receiver) = mpsc::channel();
    manager.register_tracing_adapter(Arc::new(Batches(Mutex::new(sender)))).unwrap();
    (manager, receiver)
}

#[test]
fn small_traces_reach_an_adapter_in_batches() {
    let (manager, batches) = manager(Duration::from_secs(60));
    let dispatch = Dispatch::new(tracing_subscriber::registry().with(manager.span_layer()));
    tracing::dispatcher::with_default(&dispatch, || (0..330).for_each(|_| drop(info_span!("trace"))));
    manager.flush_blocking();
    let mut expected = vec![32; 10];
    expected.push(10);
    assert_eq!(batches.try_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn a_small_queue_receives_smaller_batches() {
    let (manager, batches) = manager(Duration::from_secs(60));
    let mut config = (*manager.config()).clone();
    (config.delivery.queue.items, config.delivery.batch.items) = (20, 20);
    manager.reconfigure(config).unwrap();
    let dispatch = Dispatch::new(tracing_subscriber::registry().with(manager.span_layer()));
    tracing::dispatcher::with_default(&dispatch, || (0..20).for_each(|_| drop(info_span!("trace"))));
    manager.flush_blocking();
    assert_eq!(batches.try_iter().collect::<Vec<_>>(), [2; 10]);
}

#[test]
fn a_small_trace_reaches_an_adapter_without_a_flush() {
    let (manager, batches) = manager(Duration::from_millis(1));
    let dispatch = Dispatch::new(tracing_subscriber::registry().with(manager.span_layer()));
    tracing::dispatcher::with_default(&dispatch, || drop(info_span!("trace")));
    assert_eq!(batches.recv_timeout(Duration::from_secs(30)), Ok(1));
}

#[derive(Default)]
struct Contexts(Mutex<Vec<Option<TraceContext>>>);

#[async_trait]
impl LoggingAdapter for Contexts {
    async fn log(&self, record: &LogRecord) {
        self.0.lock().unwrap().push(record.context());
    }
}

/// The only test of this process that installs a subscriber.
#[test]
fn a_record_has_the_ids_of_its_explicit_parent() {
    let manager = ObservabilityManager::new();
    let contexts = Arc::new(Contexts::default());
    manager.register_logging_adapter(contexts.clone()).unwrap();
    let _guard = TelemetryBuilder::new().with_adapters(&manager).init().unwrap();
    let span = info_span!("parent");
    let expected = span.in_scope(TraceContext::current);
    info!(parent: &span, "elsewhere");
    manager.flush_blocking();
    assert!(expected.is_some());
    assert_eq!(*contexts.0.lock().unwrap(), [expected]);
}
