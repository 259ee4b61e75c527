//! How items wait and are sent.

use std::time::Duration;

use crate::delivery::{BatchConfig, DeliveryConfig, QueueConfig};
use crate::export::otlp::settings::resolved::BatchSettings;

/// How items wait and are sent. Everything else, such as retries, is configured by the manager.
#[derive(Clone, Copy)]
pub(in crate::adapters::opentelemetry) struct Delivery {
    /// `None` if items do not wait: the interval of metrics is that of the manager.
    batch: Option<BatchSettings>,
    export_timeout: Duration,
}

impl Delivery {
    /// Items wait for a batch. An export has at most the shorter one of two timeouts.
    pub(super) fn of_batches(timeout: Option<Duration>, batch: &BatchSettings) -> Self {
        let export_timeout = timeout.unwrap_or(batch.export_timeout).min(batch.export_timeout);
        Self { batch: Some(*batch), export_timeout }
    }

    /// Items do not wait.
    pub(super) fn at_once(export_timeout: Duration) -> Self {
        Self { batch: None, export_timeout }
    }

    /// Returns the configuration of an adapter's queue.
    pub(in crate::adapters::opentelemetry) fn within(self, of_manager: DeliveryConfig) -> DeliveryConfig {
        let Self { batch, export_timeout } = self;
        let of_manager = DeliveryConfig { export_timeout, ..of_manager };
        let Some(BatchSettings { delay, queue_items, batch_items, .. }) = batch else { return of_manager };
        DeliveryConfig {
            queue: QueueConfig { items: queue_items, ..of_manager.queue },
            batch: BatchConfig { items: batch_items, delay, ..of_manager.batch },
            ..of_manager
        }
    }
}
