//! Log records.

use std::sync::{Mutex, PoisonError};

use super::delivery::Delivery;
use super::requests::{Interrupted, LARGEST_REQUEST, send_all};
use super::sender::Sender;
use crate::collect::LogRecord;
use crate::delivery::{DeliveryError, Receipt};
use crate::export::otlp::encode::logs::encoder::LogEncoder;

/// Sends log records.
pub(in crate::adapters::opentelemetry) struct Records {
    pub(in crate::adapters::opentelemetry) sender: Sender,
    pub(in crate::adapters::opentelemetry) encoder: Mutex<LogEncoder>,
    pub(in crate::adapters::opentelemetry) delivery: Delivery,
}

impl Records {
    pub(in crate::adapters::opentelemetry) async fn send(
        &self,
        records: &[LogRecord],
    ) -> Result<Receipt, DeliveryError> {
        let encode = |range| {
            let mut encoder = self.encoder.lock().unwrap_or_else(PoisonError::into_inner);
            encoder.encode(records.get(range).unwrap_or_default(), LARGEST_REQUEST)
        };
        send_all(&self.sender, records.len(), encode)
            .await
            .map_err(|Interrupted { done, receipt, error }| error.with_delivered(done, receipt))
    }
}
