//! A manager whose configuration changes while annotated code feeds it. `install` installs everything.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use attuned_telemetry_rt::adapters::{
    LogLevel, LoggingAdapter, MetricSample, MetricValue, MetricsAdapter, MetricsBatch, ObservabilityConfig,
    ObservabilityManager, SamplingConfig, TracingAdapter, async_trait,
};
use attuned_telemetry_rt::collect::{FinishedSpan, LogRecord};
use attuned_telemetry_rt::delivery::{DeliveryError, Receipt};
use attuned_telemetry_rt::{ComponentHealth, HealthCheck, HealthState, TraceContext, observed};

/// What an adapter for all signals received.
#[derive(Default)]
struct Received(Mutex<Vec<String>>);

impl Received {
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    fn add(&self, text: String) {
        self.0.lock().unwrap().push(text);
    }
}

#[async_trait]
impl MetricsAdapter for Received {
    async fn record_counter(&self, _: &str, _: u64, _: &[(&str, &str)]) {}

    async fn record_gauge(&self, _: &str, _: f64, _: &[(&str, &str)]) {}

    async fn record_histogram(&self, _: &str, _: f64, _: &[(&str, &str)]) {}

    async fn export_metrics(&self, batch: &MetricsBatch<'_>) -> Result<Receipt, DeliveryError> {
        for point in batch {
            if let (true, MetricValue::Sample(MetricSample::Counter(value))) =
                (&*point.name == "shop_operations_total", &point.value)
            {
                self.add(format!("sample {value}"));
            }
        }
        Ok(Receipt::all())
    }

    fn wants_samples(&self) -> bool {
        true
    }
}

#[async_trait]
impl TracingAdapter for Received {
    async fn record_span(&self, span: FinishedSpan<'_>) {
        self.add(format!("span {}", span.name()));
    }
}

#[async_trait]
impl LoggingAdapter for Received {
    async fn log(&self, record: &LogRecord) {
        assert!(record.context().is_some());
        self.add(format!("log {}", record.message()));
    }
}

#[observed(scope = "shop")]
fn buy() -> bool {
    tracing::debug!("bought");
    TraceContext::current().unwrap().is_sampled
}

#[tokio::test]
async fn level_sampling_and_signals_change_while_the_program_runs() {
    let (manager, received) = (ObservabilityManager::new(), Arc::new(Received::default()));
    manager.register_metrics_adapter(received.clone()).unwrap();
    manager.register_tracing_adapter(received.clone()).unwrap();
    manager.register_logging_adapter(received.clone()).unwrap();
    manager.install().unwrap();

    assert!(buy());
    manager.flush().await;
    let mut first = received.take();
    first.sort();
    assert_eq!(first, ["sample 1", "span shop.buy"]);

    let sampling = SamplingConfig { ratio: 0.0, ..SamplingConfig::default() };
    let config =
        ObservabilityConfig { log_level: LogLevel::Debug, sampling, metrics_enabled: false, ..Default::default() };
    manager.reconfigure(config.clone()).unwrap();
    assert!(!buy());
    manager.flush().await;
    assert_eq!(received.take(), ["log bought"]);

    // A configuration with a mistake changes nothing.
    let wrong = ObservabilityConfig { metrics_interval: Duration::ZERO, metrics_enabled: true, ..config.clone() };
    let error = manager.reconfigure(wrong).unwrap_err().to_string();
    assert_eq!(error, "invalid configuration: `metrics_interval` is `0s`, expected a duration from `100ms` to `1h`");
    assert_eq!(*manager.config(), config);
    assert!(!buy());
    manager.flush().await;
    assert_eq!(received.take(), ["log bought"]);

    let health = manager.check().await;
    assert_eq!((health.name.as_str(), health.status, health.checks.len()), ("telemetry", HealthState::Healthy, 3));
    manager.shutdown().await;
    let health: ComponentHealth = manager.check().await;
    assert_eq!(health.status, HealthState::Degraded);
}
