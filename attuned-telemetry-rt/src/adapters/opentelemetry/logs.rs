//! Log records.

use std::slice;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;

use super::adapter::{NAME, OpenTelemetryAdapter};
use super::requests::{Interrupted, LARGEST_REQUEST, send_all};
use super::sender::Sender;
use crate::adapters::traits::logging_adapter::LoggingAdapter;
use crate::collect::LogRecord;
use crate::delivery::{DeliveryConfig, DeliveryError, Receipt};
use crate::export::otlp::encode::logs::encoder::LogEncoder;

/// Sends log records.
pub(super) struct Records {
    pub(super) sender: Sender,
    pub(super) encoder: Mutex<LogEncoder>,
    pub(super) delivery: DeliveryConfig,
}

impl Records {
    async fn send(&self, records: &[LogRecord]) -> Result<Receipt, DeliveryError> {
        let encode = |range| {
            let mut encoder = self.encoder.lock().unwrap_or_else(PoisonError::into_inner);
            encoder.encode(records.get(range).unwrap_or_default(), LARGEST_REQUEST)
        };
        send_all(&self.sender, records.len(), encode)
            .await
            .map_err(|Interrupted { done, receipt, error }| error.with_delivered(done, receipt))
    }
}

#[async_trait]
impl LoggingAdapter for OpenTelemetryAdapter {
    /// Sends one record immediately.
    async fn log(&self, record: &LogRecord) {
        // This method has no result. Batches have one.
        let _ = self.export_logs(slice::from_ref(record)).await;
    }

    fn name(&self) -> &str {
        NAME
    }

    async fn export_logs(&self, records: &[LogRecord]) -> Result<Receipt, DeliveryError> {
        match &self.logs {
            Some(sender) => sender.send(records).await,
            None => Ok(Receipt::all()),
        }
    }

    fn is_noop(&self) -> bool {
        self.logs.is_none()
    }

    fn delivery_config(&self, of_manager: DeliveryConfig) -> DeliveryConfig {
        self.logs.as_ref().map_or(of_manager, |records| records.delivery)
    }
}
