//! Spans.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;

use super::adapter::{NAME, OpenTelemetryAdapter};
use super::requests::{Interrupted, LARGEST_REQUEST, send_all};
use super::sender::Sender;
use crate::adapters::traits::tracing_adapter::TracingAdapter;
use crate::collect::{FinishedSpan, SpanBatch};
use crate::delivery::{DeliveryConfig, DeliveryError, Receipt};
use crate::export::otlp::encode::traces::encoder::TraceEncoder;

/// Sends spans.
pub(super) struct Spans {
    pub(super) sender: Sender,
    pub(super) encoder: Mutex<TraceEncoder>,
    pub(super) delivery: DeliveryConfig,
}

impl Spans {
    async fn send(&self, batches: &[Arc<SpanBatch>]) -> Result<Receipt, DeliveryError> {
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

#[async_trait]
impl TracingAdapter for OpenTelemetryAdapter {
    /// Sends one span immediately.
    async fn record_span(&self, span: FinishedSpan<'_>) {
        let Some(Spans { sender, encoder, .. }) = &self.traces else { return };
        let part = encoder.lock().unwrap_or_else(PoisonError::into_inner).encode_span(span, LARGEST_REQUEST);
        if part.items > 0 {
            // This method has no result. Batches have one.
            let _ = sender.send(part.body).await;
        }
    }

    fn name(&self) -> &str {
        NAME
    }

    async fn export_spans(&self, batches: &[Arc<SpanBatch>]) -> Result<Receipt, DeliveryError> {
        match &self.traces {
            Some(spans) => spans.send(batches).await,
            None => Ok(Receipt::all()),
        }
    }

    fn is_noop(&self) -> bool {
        self.traces.is_none()
    }

    fn delivery_config(&self, of_manager: DeliveryConfig) -> DeliveryConfig {
        self.traces.as_ref().map_or(of_manager, |spans| spans.delivery)
    }
}
