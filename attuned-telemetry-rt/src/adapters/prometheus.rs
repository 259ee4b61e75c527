//! The adapter that shows samples on a Prometheus page.

use std::time::Duration;

use async_trait::async_trait;
use metrics::{Key, Label, Level, Metadata, Recorder as _};

use super::metrics::metrics_batch::MetricsBatch;
use super::metrics::point::{MetricSample, MetricValue};
use super::traits::metrics_adapter::MetricsAdapter;
use crate::delivery::{DeliveryError, Receipt};
use crate::engine::Engine;
use crate::export::prometheus::PrometheusExporter;

/// Shows what the manager records, with `manager.record_counter(…)` and its siblings, on the page of a
/// [`PrometheusExporter`].
///
/// Annotated functions, and everything else that goes through the `metrics` facade, are on that page without an
/// adapter, because the exporter's recorder counts them. So the adapter ignores the aggregates that a manager delivers,
/// which are the same values: nothing is counted twice.
///
/// ```
/// # async fn example() {
/// use attuned_telemetry_rt::PrometheusExporter;
/// use attuned_telemetry_rt::adapters::{MetricsAdapter, PrometheusAdapter};
///
/// let exporter = PrometheusExporter::new();
/// let adapter = PrometheusAdapter::new(&exporter);
/// adapter.record_counter("visits_total", 1, &[("user", "ada")]).await;
/// assert!(exporter.render().contains("visits_total{user=\"ada\"} 1\n"));
/// # }
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(example());
/// ```
#[derive(Clone)]
pub struct PrometheusAdapter {
    engine: Engine,
}

/// What the engine is told about the place of a recording. It does not use it.
const METADATA: Metadata<'static> = Metadata::new(module_path!(), Level::INFO, None);

impl PrometheusAdapter {
    /// Creates an adapter for the page of an exporter.
    #[must_use]
    pub fn new(exporter: &PrometheusExporter) -> Self {
        Self { engine: exporter.recorder() }
    }

    fn record(&self, name: &str, sample: MetricSample, labels: &[(&str, &str)]) {
        let labels: Vec<_> =
            labels.iter().map(|(name, value)| Label::new((*name).to_owned(), (*value).to_owned())).collect();
        let key = Key::from_parts(name.to_owned(), labels);
        match sample {
            MetricSample::Counter(value) => self.engine.register_counter(&key, &METADATA).increment(value),
            MetricSample::Gauge(value) => self.engine.register_gauge(&key, &METADATA).set(value),
            MetricSample::Histogram(value) => self.engine.register_histogram(&key, &METADATA).record(value),
            MetricSample::Timing(duration) => {
                self.engine.register_histogram(&key, &METADATA).record(duration.as_secs_f64());
            }
        }
    }
}

#[async_trait]
impl MetricsAdapter for PrometheusAdapter {
    async fn record_counter(&self, name: &str, value: u64, labels: &[(&str, &str)]) {
        self.record(name, MetricSample::Counter(value), labels);
    }

    async fn record_gauge(&self, name: &str, value: f64, labels: &[(&str, &str)]) {
        self.record(name, MetricSample::Gauge(value), labels);
    }

    async fn record_histogram(&self, name: &str, value: f64, labels: &[(&str, &str)]) {
        self.record(name, MetricSample::Histogram(value), labels);
    }

    async fn record_timing(&self, name: &str, duration: Duration, labels: &[(&str, &str)]) {
        self.record(name, MetricSample::Timing(duration), labels);
    }

    fn name(&self) -> &'static str {
        "prometheus"
    }

    /// Records the samples. Aggregates are on the page already.
    async fn export_metrics(&self, batch: &MetricsBatch<'_>) -> Result<Receipt, DeliveryError> {
        for point in batch {
            if let MetricValue::Sample(sample) = point.value {
                let labels: Vec<_> = point.labels.iter().collect();
                self.record(&point.name, sample, &labels);
            }
        }
        Ok(Receipt::all())
    }
}
