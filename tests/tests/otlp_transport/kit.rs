//! A manager that sends all signals to a collector.

use std::sync::Arc;
use std::time::{Duration, Instant};

use attuned_telemetry_rt::adapters::{LogLevel, ObservabilityConfig, ObservabilityManager, OpenTelemetryAdapter};
use attuned_telemetry_rt::delivery::{CircuitBreakerConfig, DeliveryStatus};
use attuned_telemetry_rt::export::otlp::{OtlpConfig, OtlpProtocol, OtlpSignal, OtlpTemporality};
use attuned_telemetry_tests::otlp::{FaultyCollector, Protocol, Signal};
use futures_util::FutureExt as _;
use tokio::runtime::Runtime;
use tracing_subscriber::layer::SubscriberExt as _;

/// Longer than any test takes: nothing is sent before a flush.
pub(crate) const NEVER: Duration = Duration::from_secs(600);

/// How long a test waits for a delivery.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) const PROTOCOLS: [Protocol; 2] = [Protocol::Http, Protocol::Grpc];

pub(crate) const SIGNALS: [Signal; 3] = [Signal::Traces, Signal::Metrics, Signal::Logs];

/// A manager that sends all signals to a collector.
pub(crate) struct Exporter {
    pub(crate) manager: ObservabilityManager,
}

impl Exporter {
    pub(crate) fn to(collector: &FaultyCollector) -> Self {
        Self::with(&config(collector), CircuitBreakerConfig::default())
    }

    pub(crate) fn with(config: &OtlpConfig, circuit_breaker: CircuitBreakerConfig) -> Self {
        let adapter = Arc::new(OpenTelemetryAdapter::new(config).unwrap());
        let config = ObservabilityConfig { circuit_breaker, metrics_interval: NEVER, ..ObservabilityConfig::default() };
        let manager = ObservabilityManager::with_config(config);
        manager.register_tracing_adapter(adapter.clone()).unwrap();
        manager.register_metrics_adapter(adapter.clone()).unwrap();
        manager.register_logging_adapter(adapter).unwrap();
        Self { manager }
    }

    /// Records spans, series of a counter, and log records: this many of each.
    pub(crate) fn record(&self, count: usize) {
        let subscriber = tracing_subscriber::registry().with(self.manager.span_layer());
        tracing::subscriber::with_default(subscriber, || {
            for number in 0..count {
                tracing::info_span!("work", number).in_scope(|| ());
            }
        });
        for number in 0..count {
            let number = number.to_string();
            let labels = [("number", number.as_str())];
            self.manager.record_counter("works", 1, &labels).now_or_never().unwrap();
            self.manager.log(LogLevel::Info, "worked", &labels).now_or_never().unwrap();
        }
    }

    /// Creates spans, and returns how long 99 of 100 of them take.
    pub(crate) fn time_spans(&self, count: usize) -> Duration {
        let subscriber = tracing_subscriber::registry().with(self.manager.span_layer());
        let mut times: Vec<_> = tracing::subscriber::with_default(subscriber, || {
            let time = |number| {
                let start = Instant::now();
                tracing::info_span!("work", number).in_scope(|| ());
                start.elapsed()
            };
            (0..count).map(time).collect()
        });
        times.sort_unstable();
        times[count * 99 / 100]
    }

    /// Waits until everything is sent or lost.
    pub(crate) fn flush(&self) {
        runtime().block_on(self.manager.flush_within(PATIENCE));
    }

    pub(crate) fn status(&self, signal: Signal) -> DeliveryStatus {
        let name = match signal {
            Signal::Traces => "traces",
            Signal::Metrics => "metrics",
            Signal::Logs => "logs",
        };
        let health = self.manager.health().now_or_never().unwrap();
        let mut adapters = health.adapters.into_iter().map(|adapter| adapter.delivery);
        adapters.find(|delivery| delivery.signal == name).unwrap()
    }
}

/// Sends to a collector, after a flush only.
pub(crate) fn config(collector: &FaultyCollector) -> OtlpConfig {
    let protocol = match collector.protocol() {
        Protocol::Http => OtlpProtocol::HttpProtobuf,
        Protocol::Grpc => OtlpProtocol::Grpc,
    };
    let config = OtlpConfig::new().endpoint(collector.endpoint()).protocol(protocol).service_name("shop");
    // With delta temporality, each point is an item. A cumulative export is one item, whatever it contains.
    let config = config.timeout(PATIENCE).temporality(OtlpTemporality::Delta);
    OtlpSignal::ALL
        .into_iter()
        .fold(config, |config, signal| config.signal(signal, |of_signal| of_signal.batch_delay(NEVER)))
}

pub(crate) fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}
