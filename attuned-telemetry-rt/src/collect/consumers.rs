//! The receivers of what is collected.

use std::sync::Arc;

use super::batch::span_batch::SpanBatch;
use super::logs::log_record::LogRecord;

/// Receives finished spans from a [`SpanCollector`](super::SpanCollector).
pub trait SpanConsumer: Send + Sync {
    /// Takes finished spans. It is called on the thread that closes a span, so it must be fast and must not wait. No
    /// lock is held meanwhile. Spans and events of this call are not collected. A panic is caught, and the spans count
    /// as [lost](super::SpanCollector::lost_spans).
    fn consume(&self, batch: Arc<SpanBatch>);

    /// Returns from how many finished spans of a thread on they are passed on when a trace ends. It is faster to pass on
    /// several small traces at once. If it is more than 1, call [`flush`](super::SpanCollector::flush) at an interval,
    /// because a thread may end no more traces.
    fn batch_spans(&self) -> usize {
        1
    }
}

impl<F: Fn(Arc<SpanBatch>) + Send + Sync> SpanConsumer for F {
    fn consume(&self, batch: Arc<SpanBatch>) {
        self(batch);
    }
}

/// Receives log records from a [`LogCollector`](super::LogCollector).
pub trait LogConsumer: Send + Sync {
    /// Takes a log record. It is called on the thread that emits the event, so it must be fast and must not wait. No
    /// lock is held meanwhile. Spans and events of this call are not collected. A panic is caught, and the record
    /// counts as [lost](super::LogCollector::lost_records).
    fn consume(&self, record: LogRecord);

    /// Whether records are wanted at present. If not, none are created.
    fn is_enabled(&self) -> bool {
        true
    }
}

impl<F: Fn(LogRecord) + Send + Sync> LogConsumer for F {
    fn consume(&self, record: LogRecord) {
        self(record);
    }
}
