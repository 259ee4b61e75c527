//! Metrics.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use super::delivery::Delivery;
use super::requests::{Interrupted, LARGEST_REQUEST, oversize, send_all};
use super::sender::Sender;
use super::{point_counts, points};
use crate::adapters::metrics::labels::MetricLabels;
use crate::adapters::metrics::point::{MetricPoint, MetricSample, MetricValue};
use crate::adapters::metrics::sample::Sample;
use crate::adapters::traits::engine_reader::ReadEngine;
use crate::delivery::{DeliveryError, Pending, Receipt};
use crate::engine::Engine;
use crate::export::otlp::client::SendError;
use crate::export::otlp::encode::common::format::Format;
use crate::export::otlp::encode::writer::json::Json;
use crate::export::otlp::encode::writer::protobuf::Protobuf;
use crate::export::otlp::metrics::chunk::{Chunk, Limits};
use crate::export::otlp::metrics::collection::{Collection, Cursor};
use crate::export::otlp::metrics::temporality::Temporality;

/// The size of a request after which no more series are added, in bytes. It bounds the memory of an export.
const FULL_REQUEST: usize = 1024 * 1024;

/// Sends metrics.
pub(in crate::adapters::opentelemetry) struct Metrics {
    pub(in crate::adapters::opentelemetry) sender: Sender,
    pub(in crate::adapters::opentelemetry) format: Format,
    /// The encoded resource.
    pub(in crate::adapters::opentelemetry) resource: Vec<u8>,
    pub(in crate::adapters::opentelemetry) temporality: Temporality,
    pub(in crate::adapters::opentelemetry) with_exemplars: bool,
    /// Where single recordings are aggregated.
    pub(in crate::adapters::opentelemetry) recordings: Engine,
    /// Whether there are recordings that were not sent.
    pub(in crate::adapters::opentelemetry) has_recorded: AtomicBool,
    /// What the next flush sends.
    pub(in crate::adapters::opentelemetry) last: Mutex<Vec<MetricPoint>>,
    pub(in crate::adapters::opentelemetry) delivery: Delivery,
}

impl Metrics {
    /// Sends the current values of an engine.
    pub(in crate::adapters::opentelemetry) async fn send_engine(
        &self,
        engine: &Engine,
    ) -> Result<Receipt, DeliveryError> {
        let mut collection = Collection::new(engine, self.with_exemplars);
        let (mut cursor, mut limits) = (Collection::start(), Limits { bytes: FULL_REQUEST, items: usize::MAX });
        let mut receipt = Receipt::all();
        while let Some((chunk, next)) = self.encode(&mut collection, cursor, limits) {
            match self.sender.send(chunk.body).await {
                Ok(answer) => {
                    point_counts::answered(chunk.items, &answer);
                    receipt = receipt.and(answer);
                }
                Err(SendError::TooLarge { message }) if chunk.items == 1 => {
                    let rejected = oversize(1, &message);
                    point_counts::answered(1, &rejected);
                    receipt = receipt.and(rejected);
                }
                Err(SendError::TooLarge { .. }) => {
                    limits.items = chunk.items / 2;
                    continue;
                }
                Err(SendError::Delivery(error)) => {
                    point_counts::failed(chunk.items);
                    return Err(error);
                }
            }
            cursor = next;
        }
        Ok(receipt)
    }

    fn encode(&self, collection: &mut Collection, cursor: Cursor, limits: Limits) -> Option<(Chunk, Cursor)> {
        match self.format {
            Format::Protobuf => collection.encode::<Protobuf>(&self.resource, cursor, limits),
            Format::Json => collection.encode::<Json>(&self.resource, cursor, limits),
        }
    }

    /// Sends points. Single recordings are aggregated first if points are cumulative: they come from the queue of
    /// another adapter, which this one has replaced.
    pub(in crate::adapters::opentelemetry) async fn send_points(
        &self,
        all: &[MetricPoint],
    ) -> Result<Receipt, DeliveryError> {
        let is_single = |point: &MetricPoint| matches!(point.value, MetricValue::Sample(_));
        if self.temporality != Temporality::Cumulative || !all.iter().any(is_single) {
            return self.send_all_points(all).await;
        }
        let (single, others): (Vec<_>, Vec<_>) = all.iter().cloned().partition(is_single);
        // After an error, the whole batch is sent again. Cumulative points may be repeated, single recordings may not.
        let receipt = self.send_all_points(&others).await.map_err(|error| error.with_delivered(0, Receipt::all()))?;
        for sample in single.iter().filter_map(Sample::of_point) {
            self.record_sample(&sample);
        }
        Ok(receipt)
    }

    async fn send_all_points(&self, all: &[MetricPoint]) -> Result<Receipt, DeliveryError> {
        let encode = |range: Range<usize>| {
            let some = all.get(range).unwrap_or_default();
            let to = (&*self.resource, self.temporality);
            match self.format {
                Format::Protobuf => points::encode::<Protobuf>(to, some, LARGEST_REQUEST),
                Format::Json => points::encode::<Json>(to, some, LARGEST_REQUEST),
            }
        };
        match send_all(&self.sender, all.len(), encode).await {
            Ok(receipt) => {
                point_counts::answered(all.len(), &receipt);
                Ok(receipt)
            }
            Err(Interrupted { done, receipt, error }) => {
                point_counts::answered(done, &receipt);
                point_counts::failed(all.len() - done);
                Err(error.with_delivered(done, receipt))
            }
        }
    }

    /// Aggregates a recording that does not come through a manager, or sends it if points are not cumulative.
    pub(in crate::adapters::opentelemetry) async fn record(
        &self,
        name: &str,
        value: MetricSample,
        labels: &[(&str, &str)],
    ) {
        let sample = Sample::now(name.into(), MetricLabels::new(labels.iter().copied()), value);
        if self.temporality == Temporality::Cumulative {
            self.record_sample(&sample);
        } else {
            // This method has no result. Batches have one.
            let _ = self.send_points(&[sample.point()]).await;
        }
    }

    fn record_sample(&self, sample: &Sample) {
        sample.record(&self.recordings);
        self.has_recorded.store(true, Ordering::Release);
    }

    /// Sends recordings that were not sent.
    async fn send_recordings(&self) -> Result<Receipt, DeliveryError> {
        self.has_recorded.store(false, Ordering::Release);
        let sent = self.send_engine(&self.recordings).await;
        if sent.is_err() {
            self.has_recorded.store(true, Ordering::Release);
        }
        sent
    }

    /// Sends what no other call sends.
    pub(in crate::adapters::opentelemetry) async fn flush(&self) -> Result<(), DeliveryError> {
        let last = std::mem::take(&mut *self.last.lock().unwrap_or_else(PoisonError::into_inner));
        self.send_all_points(&last).await?;
        if self.has_recorded.load(Ordering::Acquire) {
            self.send_recordings().await?;
        }
        Ok(())
    }
}

impl ReadEngine for Metrics {
    fn record(&self, sample: &Sample) {
        self.record_sample(sample);
    }

    fn end_with(&self, points: Vec<MetricPoint>) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = points;
    }

    fn export<'call>(&'call self, engine: Option<&'call Engine>) -> Pending<'call, Receipt> {
        Box::pin(async move {
            let mut receipt = Receipt::all();
            if let Some(engine) = engine {
                receipt = receipt.and(self.send_engine(engine).await?);
            }
            Ok(receipt.and(self.send_recordings().await?))
        })
    }
}
