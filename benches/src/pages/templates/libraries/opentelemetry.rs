// `opentelemetry_sdk`, which only collects: it does not write text.

use std::sync::Mutex;
use std::time::Duration;

use opentelemetry::KeyValue;
use opentelemetry::metrics::{BoundCounter, Counter, Histogram, MeterProvider as _};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::metrics::data::ResourceMetrics;
use opentelemetry_sdk::metrics::exporter::PushMetricExporter;
use opentelemetry_sdk::metrics::{Instrument, PeriodicReader, SdkMeterProvider, Stream, Temporality};

pub struct Library {
    provider: SdkMeterProvider,
    requests: Counter<u64>,
    durations: Histogram<f64>,
    // One page at a time.
    turn: Mutex<()>,
}

pub struct Writer(BoundCounter<u64>);

// Discards the collected data.
struct Nowhere;

impl PushMetricExporter for Nowhere {
    async fn export(&self, metrics: &ResourceMetrics) -> OTelSdkResult {
        std::hint::black_box(metrics);
        Ok(())
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _timeout: Duration) -> OTelSdkResult {
        Ok(())
    }

    fn temporality(&self) -> Temporality {
        Temporality::Cumulative
    }
}

impl Library {
    pub fn new() -> Self {
        let reader = PeriodicReader::builder(Nowhere).with_interval(Duration::from_secs(3600)).build();
        let unlimited = |_: &Instrument| Stream::builder().with_cardinality_limit(200_000).build().ok();
        let provider = SdkMeterProvider::builder().with_reader(reader).with_view(unlimited).build();
        let meter = provider.meter("pages");
        let requests = meter.u64_counter("requests").build();
        let durations = meter.f64_histogram("request_duration").with_boundaries(crate::BOUNDS.to_vec()).build();
        Self { provider, requests, durations, turn: Mutex::new(()) }
    }

    pub fn count(&mut self, method: &'static str, path: &str) {
        self.requests.add(1, &[KeyValue::new("method", method), KeyValue::new("path", path.to_owned())]);
    }

    pub fn record(&mut self, method: &'static str, path: &str, seconds: f64) {
        self.durations.record(seconds, &[KeyValue::new("method", method), KeyValue::new("path", path.to_owned())]);
    }

    pub fn page(&self) -> usize {
        let _turn = self.turn.lock().unwrap();
        self.provider.force_flush().unwrap();
        0
    }

    pub fn writer(&self) -> Writer {
        let labels = [KeyValue::new("method", "get"), KeyValue::new("path", "/v1/users/00500")];
        Writer(self.requests.bind(&labels))
    }
}

impl Writer {
    pub fn write(&self) {
        self.0.add(1);
    }
}
