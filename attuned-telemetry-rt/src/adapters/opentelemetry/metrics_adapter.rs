//! The adapter as a destination of metrics.

use std::sync::Arc;

use async_trait::async_trait;

use super::adapter::{NAME, OpenTelemetryAdapter};
use crate::adapters::metrics::metrics_batch::MetricsBatch;
use crate::adapters::metrics::point::MetricSample;
use crate::adapters::traits::engine_reader::EngineReader;
use crate::adapters::traits::metrics_adapter::MetricsAdapter;
use crate::delivery::{DeliveryConfig, DeliveryError, Receipt};
use crate::export::otlp::metrics::temporality::Temporality;

#[async_trait]
impl MetricsAdapter for OpenTelemetryAdapter {
    async fn record_counter(&self, name: &str, value: u64, labels: &[(&str, &str)]) {
        if let Some(metrics) = &self.metrics {
            metrics.record(name, MetricSample::Counter(value), labels).await;
        }
    }

    async fn record_gauge(&self, name: &str, value: f64, labels: &[(&str, &str)]) {
        if let Some(metrics) = &self.metrics {
            metrics.record(name, MetricSample::Gauge(value), labels).await;
        }
    }

    async fn record_histogram(&self, name: &str, value: f64, labels: &[(&str, &str)]) {
        if let Some(metrics) = &self.metrics {
            metrics.record(name, MetricSample::Histogram(value), labels).await;
        }
    }

    fn name(&self) -> &str {
        NAME
    }

    async fn export_metrics(&self, batch: &MetricsBatch<'_>) -> Result<Receipt, DeliveryError> {
        let Some(metrics) = &self.metrics else { return Ok(Receipt::all()) };
        metrics.send_points(batch.points()).await
    }

    fn is_noop(&self) -> bool {
        self.metrics.is_none()
    }

    fn delivery_config(&self, of_manager: DeliveryConfig) -> DeliveryConfig {
        self.metrics.as_ref().map_or(of_manager, |metrics| metrics.delivery.within(of_manager))
    }

    fn engine_reader(&self) -> Option<EngineReader> {
        let metrics = self.metrics.as_ref().filter(|metrics| metrics.temporality == Temporality::Cumulative)?;
        Some(EngineReader(Arc::clone(metrics) as _))
    }

    async fn flush(&self) -> Result<(), DeliveryError> {
        match &self.metrics {
            Some(metrics) => metrics.flush().await,
            None => Ok(()),
        }
    }
}
