//! The adapter as a destination of spans.

use std::sync::{Arc, PoisonError};

use async_trait::async_trait;

use super::adapter::{NAME, OpenTelemetryAdapter};
use super::signals::requests::LARGEST_REQUEST;
use super::signals::spans::Spans;
use crate::adapters::traits::tracing_adapter::TracingAdapter;
use crate::collect::{FinishedSpan, SpanBatch};
use crate::delivery::{DeliveryConfig, DeliveryError, Receipt};

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
        self.traces.as_ref().map_or(of_manager, |spans| spans.delivery.within(of_manager))
    }
}
