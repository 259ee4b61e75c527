//! Metrics.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;

use super::adapter::{NAME, OpenTelemetryAdapter};
use super::points;
use super::requests::{Interrupted, LARGEST_REQUEST, oversize, send_all};
use super::sender::Sender;
use crate::adapters::metrics::labels::MetricLabels;
use crate::adapters::metrics::metrics_batch::MetricsBatch;
use crate::adapters::metrics::point::{MetricPoint, MetricSample};
use crate::adapters::metrics::sample::Sample;
use crate::adapters::traits::engine_reader::{EngineReader, ReadEngine};
use crate::adapters::traits::metrics_adapter::MetricsAdapter;
use crate::delivery::{DeliveryConfig, DeliveryError, Pending, Receipt};
use crate::engine::Engine;
use crate::export::otlp::client::SendError;
use crate::export::otlp::encode::chunk::Limits;
use crate::export::otlp::encode::common::format::Format;
use crate::export::otlp::encode::writer::json::Json;
use crate::export::otlp::encode::writer::protobuf::Protobuf;
use crate::export::otlp::metrics::collection::{Collection, Cursor};
use crate::export::otlp::metrics::temporality::Temporality;

/// The size of a request after which no more series are added, in bytes. It bounds the memory of an export.
const FULL_REQUEST: usize = 1024 * 1024;

/// Sends metrics.
pub(super) struct Metrics {
    pub(super) sender: Sender,
    pub(super) format: Format,
    /// The encoded resource.
    pub(super) resource: Vec<u8>,
    pub(super) temporality: Temporality,
    pub(super) with_exemplars: bool,
    /// Where single recordings are aggregated.
    pub(super) recordings: Engine,
    /// Whether there are recordings that were not sent.
    pub(super) has_recorded: AtomicBool,
    pub(super) delivery: DeliveryConfig,
}

impl Metrics {
    /// Sends the current values of an engine.
    async fn send_engine(&self, engine: &Engine) -> Result<Receipt, DeliveryError> {
        let mut collection = Collection::new(engine, self.with_exemplars);
        let (mut cursor, mut limits) = (Collection::start(), Limits { bytes: FULL_REQUEST, items: usize::MAX });
        let mut receipt = Receipt::all();
        while let Some((chunk, next)) = self.encode(&mut collection, cursor, limits) {
            match self.sender.send(chunk.body).await {
                Ok(answer) => receipt = receipt.and(answer),
                Err(SendError::TooLarge { message }) if chunk.items == 1 => {
                    receipt = receipt.and(oversize(1, &message));
                }
                Err(SendError::TooLarge { .. }) => {
                    limits.items = chunk.items / 2;
                    continue;
                }
                Err(SendError::Delivery(error)) => return Err(error),
            }
            cursor = next;
        }
        Ok(receipt)
    }

    fn encode(
        &self,
        collection: &mut Collection,
        cursor: Cursor,
        limits: Limits,
    ) -> Option<(crate::export::otlp::encode::chunk::Chunk, Cursor)> {
        match self.format {
            Format::Protobuf => collection.encode::<Protobuf>(&self.resource, cursor, limits),
            Format::Json => collection.encode::<Json>(&self.resource, cursor, limits),
        }
    }

    /// Sends points.
    async fn send_points(&self, all: &[MetricPoint]) -> Result<Receipt, DeliveryError> {
        let encode = |range: std::ops::Range<usize>| {
            let some = all.get(range).unwrap_or_default();
            let to = (&*self.resource, self.temporality);
            match self.format {
                Format::Protobuf => points::encode::<Protobuf>(to, some, LARGEST_REQUEST),
                Format::Json => points::encode::<Json>(to, some, LARGEST_REQUEST),
            }
        };
        send_all(&self.sender, all.len(), encode)
            .await
            .map_err(|Interrupted { done, receipt, error }| error.with_delivered(done, receipt))
    }

    /// Aggregates a recording that does not come through a manager, or sends it if points are not cumulative.
    async fn record(&self, name: &str, value: MetricSample, labels: &[(&str, &str)]) {
        let sample = Sample::now(name.into(), MetricLabels::new(labels.iter().copied()), value);
        if self.temporality == Temporality::Cumulative {
            sample.record(&self.recordings);
            self.has_recorded.store(true, Ordering::Release);
        } else {
            // This method has no result. Batches have one.
            let _ = self.send_points(&[sample.point()]).await;
        }
    }
}

impl ReadEngine for Metrics {
    fn recordings(&self) -> &Engine {
        &self.recordings
    }

    fn export<'call>(&'call self, engine: Option<&'call Engine>) -> Pending<'call, Receipt> {
        Box::pin(async move {
            let mut receipt = Receipt::all();
            if let Some(engine) = engine {
                receipt = receipt.and(self.send_engine(engine).await?);
            }
            self.has_recorded.store(false, Ordering::Release);
            Ok(receipt.and(self.send_engine(&self.recordings).await?))
        })
    }
}

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
        self.metrics.as_ref().map_or(of_manager, |metrics| metrics.delivery)
    }

    fn engine_reader(&self) -> Option<EngineReader> {
        let metrics = self.metrics.as_ref().filter(|metrics| metrics.temporality == Temporality::Cumulative)?;
        Some(EngineReader(Arc::clone(metrics) as _))
    }

    async fn flush(&self) -> Result<(), DeliveryError> {
        match &self.metrics {
            Some(metrics) if metrics.has_recorded.swap(false, Ordering::AcqRel) => {
                metrics.send_engine(&metrics.recordings).await.map(drop)
            }
            _ => Ok(()),
        }
    }
}
