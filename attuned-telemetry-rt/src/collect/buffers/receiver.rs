//! Passes batches to the consumer.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::collect::batch::span_batch::SpanBatch;
use crate::collect::consumers::SpanConsumer;
use crate::core::verdict::caught::caught;
use crate::delivery::guard;

/// The consumer of a collector, and how many spans it did not get.
pub(crate) struct Receiver {
    consumer: Arc<dyn SpanConsumer>,
    lost: AtomicU64,
}

impl Receiver {
    pub(crate) fn new(consumer: Arc<dyn SpanConsumer>) -> Self {
        Self { consumer, lost: AtomicU64::new(0) }
    }

    /// Passes a batch to the consumer. The consumer is user code: the caller must not hold a lock.
    pub(crate) fn pass(&self, batch: Arc<SpanBatch>) {
        let count = batch.len() as u64;
        let _delivering = guard::enter();
        if caught(|| self.consumer.consume(batch)).is_none() {
            self.lose(count);
        }
    }

    /// Returns from how many spans on they are passed on when a trace ends.
    pub(super) fn batch_spans(&self) -> usize {
        caught(|| self.consumer.batch_spans()).unwrap_or(1)
    }

    /// Counts spans that the consumer will not get.
    pub(crate) fn lose(&self, count: u64) {
        self.lost.fetch_add(count, Ordering::Relaxed);
    }

    pub(crate) fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }
}
