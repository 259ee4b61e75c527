//! Spans.

use std::sync::{Arc, Mutex, PoisonError};

use super::delivery::Delivery;
use super::requests::{Interrupted, LARGEST_REQUEST, send_all};
use super::sender::Sender;
use crate::collect::SpanBatch;
use crate::delivery::{DeliveryError, Receipt};
use crate::export::otlp::encode::traces::encoder::TraceEncoder;

/// Sends spans.
pub(in crate::adapters::opentelemetry) struct Spans {
    pub(in crate::adapters::opentelemetry) sender: Sender,
    pub(in crate::adapters::opentelemetry) encoder: Mutex<TraceEncoder>,
    pub(in crate::adapters::opentelemetry) delivery: Delivery,
}

impl Spans {
    pub(in crate::adapters::opentelemetry) async fn send(
        &self,
        batches: &[Arc<SpanBatch>],
    ) -> Result<Receipt, DeliveryError> {
        let count = batches.iter().map(|batch| batch.len()).sum();
        let encode = |range| {
            let mut encoder = self.encoder.lock().unwrap_or_else(PoisonError::into_inner);
            encoder.encode(batches, range, LARGEST_REQUEST)
        };
        send_all(&self.sender, count, encode)
            .await
            .map_err(|Interrupted { done, receipt, error }| error.with_delivered(whole(batches, done), receipt))
    }
}

/// Returns how many of the batches are within the first spans.
fn whole(batches: &[Arc<SpanBatch>], spans: usize) -> usize {
    let ends = batches.iter().scan(0, |end, batch| {
        *end += batch.len();
        Some(*end)
    });
    ends.take_while(|end| *end <= spans).count()
}
