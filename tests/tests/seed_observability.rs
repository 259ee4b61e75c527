//! The examples of the document that the adapters come from, as they stand there.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![allow(unused_mut, unused_must_use, clippy::uninlined_format_args, reason = "the examples are not changed")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use attuned_telemetry_rt::adapters::{
    AdapterHealth, LogLevel, LoggingAdapter, MetricsAdapter, ObservabilityConfig, ObservabilityManager,
};
use attuned_telemetry_rt::collect::LogRecord;

static RECEIVED: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct CustomMetricsAdapter {
    name: String,
}

impl CustomMetricsAdapter {
    fn new() -> Self {
        Self { name: "custom".to_owned() }
    }
}

#[async_trait]
impl MetricsAdapter for CustomMetricsAdapter {
    async fn record_counter(&self, name: &str, value: u64, labels: &[(&str, &str)]) {
        // Send to your monitoring system
        println!("Custom: {} = {} {:?}", name, value, labels);
        RECEIVED.lock().unwrap().push(format!("{name} {value} {labels:?}"));
    }

    async fn record_gauge(&self, name: &str, value: f64, labels: &[(&str, &str)]) {
        RECEIVED.lock().unwrap().push(format!("{name} {value} {labels:?}"));
    }

    async fn record_histogram(&self, name: &str, value: f64, labels: &[(&str, &str)]) {
        RECEIVED.lock().unwrap().push(format!("{name} {value} {labels:?}"));
    }

    async fn record_timing(&self, name: &str, duration: Duration, labels: &[(&str, &str)]) {
        RECEIVED.lock().unwrap().push(format!("{name} {duration:?} {labels:?}"));
    }

    fn name(&self) -> &str {
        &self.name
    }

    async fn health_check(&self) -> AdapterHealth {
        AdapterHealth::Healthy
    }
}

#[tokio::test]
async fn basic_setup_needs_no_adapter() {
    let config = ObservabilityConfig::default();
    let manager = ObservabilityManager::with_config(config);

    // Works without any external dependencies
    manager.record_counter("requests_total", 1, &[("method", "GET")]).await;
    manager.log(LogLevel::Info, "System started", &[("version", "1.0.0")]).await;

    // The built-in logger has written the record.
    let reports = manager.shutdown().await;
    assert_eq!(reports.len(), 1);
    assert_eq!((reports[0].signal, reports[0].delivered, reports[0].lost), ("logs", 1, 0));
}

#[tokio::test]
async fn custom_adapter_receives_what_is_recorded() {
    // Register custom adapter
    let mut manager = ObservabilityManager::new();
    manager.register_metrics_adapter(Arc::new(CustomMetricsAdapter::new()));

    manager.record_counter("requests_total", 1, &[("method", "GET")]).await;
    manager.record_gauge("queue_length", 2.5, &[]).await;
    manager.record_histogram("size_bytes", 512.0, &[]).await;
    manager.record_timing("request_seconds", Duration::from_millis(5), &[]).await;
    manager.flush().await;

    let expected = [
        r#"requests_total 1 [("method", "GET")]"#,
        "queue_length 2.5 []",
        "size_bytes 512 []",
        "request_seconds 5ms []",
    ];
    assert_eq!(*RECEIVED.lock().unwrap(), expected);
}

#[tokio::test]
async fn adapter_that_is_registered_first_replaces_the_built_in_logger() {
    struct Memory(Mutex<Vec<String>>);

    #[async_trait]
    impl LoggingAdapter for Memory {
        async fn log(&self, record: &LogRecord) {
            self.0.lock().unwrap().push(record.message().to_owned());
        }
    }

    let (manager, memory) = (ObservabilityManager::new(), Arc::new(Memory(Mutex::default())));
    manager.register_logging_adapter(memory.clone()).unwrap();
    manager.log(LogLevel::Info, "kept", &[]).await;
    manager.log(LogLevel::Debug, "below the level", &[]).await;
    assert_eq!(manager.shutdown().await.len(), 1);
    assert_eq!(*memory.0.lock().unwrap(), ["kept"]);
}
