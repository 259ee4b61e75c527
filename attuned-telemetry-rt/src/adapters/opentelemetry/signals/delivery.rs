//! How items wait and are sent.

use std::time::Duration;

use crate::delivery::{BatchConfig, DeliveryConfig, QueueConfig};
use crate::export::otlp::metrics::temporality::Temporality;
use crate::export::otlp::settings::resolved::BatchSettings;

/// How items wait and are sent. Everything else, such as retries, is configured by the manager.
#[derive(Clone, Copy)]
pub(in crate::adapters::opentelemetry) struct Delivery {
    batch: Batch,
    export_timeout: Duration,
}

/// How long an item waits for others.
#[derive(Clone, Copy)]
enum Batch {
    /// As configured for the signal.
    OfSignal(BatchSettings),
    /// As configured for the manager.
    OfManager,
    /// Not at all.
    None,
}

impl Delivery {
    /// Items wait for a batch. An export has at most the shorter one of two timeouts.
    pub(super) fn of_batches(timeout: Option<Duration>, batch: &BatchSettings) -> Self {
        let export_timeout = timeout.unwrap_or(batch.export_timeout).min(batch.export_timeout);
        Self { batch: Batch::OfSignal(*batch), export_timeout }
    }

    /// The interval of metrics is that of the manager. Totals are read when they are sent, so they wait for nothing.
    /// Differences may be single recordings, which are sent together.
    pub(super) fn of_metrics(export_timeout: Duration, temporality: Temporality) -> Self {
        let batch = match temporality {
            Temporality::Cumulative => Batch::None,
            Temporality::Delta => Batch::OfManager,
        };
        Self { batch, export_timeout }
    }

    /// Returns the configuration of an adapter's queue.
    pub(in crate::adapters::opentelemetry) fn within(self, of_manager: DeliveryConfig) -> DeliveryConfig {
        let Self { batch, export_timeout } = self;
        let of_manager = DeliveryConfig { export_timeout, ..of_manager };
        match batch {
            Batch::OfSignal(BatchSettings { delay, queue_items, batch_items, .. }) => DeliveryConfig {
                queue: QueueConfig { items: queue_items, ..of_manager.queue },
                batch: BatchConfig { items: batch_items, delay, ..of_manager.batch },
                ..of_manager
            },
            Batch::OfManager => of_manager,
            Batch::None => {
                DeliveryConfig { batch: BatchConfig { delay: Duration::ZERO, ..of_manager.batch }, ..of_manager }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_sent_at_their_interval_and_differences_in_batches() {
        let of_manager = DeliveryConfig::default();
        let delay =
            |temporality| Delivery::of_metrics(of_manager.export_timeout, temporality).within(of_manager).batch.delay;
        assert_eq!(delay(Temporality::Cumulative), Duration::ZERO);
        assert_eq!(delay(Temporality::Delta), of_manager.batch.delay);
    }
}
