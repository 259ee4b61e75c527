//! The adapter as a destination of log records.

use std::slice;

use async_trait::async_trait;

use super::adapter::{NAME, OpenTelemetryAdapter};
use crate::adapters::traits::logging_adapter::LoggingAdapter;
use crate::collect::LogRecord;
use crate::delivery::{DeliveryConfig, DeliveryError, Receipt};

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
        self.logs.as_ref().map_or(of_manager, |records| records.delivery.within(of_manager))
    }
}
