//! Runs an audit sink on a thread of its own, so that a slow sink does not block the annotated code.

use std::future::ready;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::core::audit::capture::value::AuditValue;
use crate::core::audit::event::event::AuditEvent;
use crate::core::audit::sink::losses::Losses;
use crate::core::audit::sink::router::guarded;
use crate::core::audit::sink::sink::{AuditError, AuditSink};
use crate::delivery::{
    BatchConfig, Begun, CircuitBreakerConfig, Control as _, Deliver, DeliveryConfig, DeliveryError, LaneName, Pending,
    Pipeline, QueueConfig, Receipt, Weigh, allocation,
};

/// A sink behind a bounded queue. If the queue is full, `record` returns an error and the record is lost.
pub(crate) struct QueuedSink {
    pipeline: Pipeline<Record>,
    config: DeliveryConfig,
}

impl QueuedSink {
    /// Starts the thread that runs the sink. `number` tells the sinks of a program apart.
    pub(crate) fn start(sink: Box<dyn AuditSink>, number: usize) -> io::Result<Self> {
        // The records of a batch would share one timeout.
        let batch = BatchConfig { items: 1, delay: Duration::ZERO, ..BatchConfig::default() };
        let queue = QueueConfig { items: 65_536, bytes: 32 << 20, ..QueueConfig::default() };
        let config = DeliveryConfig { queue, batch, ..DeliveryConfig::default() };
        let name = LaneName { backend: format!("audit-{number}").into(), signal: "audit" };
        // A sink has no way to say that it will work again later.
        let breaker = CircuitBreakerConfig { enabled: false, ..CircuitBreakerConfig::default() };
        let destination = Arc::new(Destination { sink, losses: Losses::new() });
        let pipeline = Pipeline::start(name, config, &breaker, destination)?;
        Ok(Self { pipeline, config })
    }

    /// Starts a flush.
    pub(crate) fn begin_flush(&self) -> Begun {
        self.pipeline.begin_flush()
    }

    /// Waits until the sink has handled the records so far, at most until the deadline.
    pub(crate) fn wait_for_flush(&self, begun: Begun, deadline: Instant) -> Result<(), AuditError> {
        let report = self.pipeline.wait_for_flush(begun, deadline);
        match report.error {
            _ if report.in_flight > 0 => {
                Err(AuditError::new(format!("{} audit records are still queued", report.in_flight)))
            }
            Some(error) => Err(AuditError::new(error)),
            None => Ok(()),
        }
    }
}

impl AuditSink for QueuedSink {
    fn record(&self, event: &AuditEvent) -> Result<(), AuditError> {
        if self.pipeline.offer(Record(event.clone())) {
            return Ok(());
        }
        let queue = self.config.queue;
        Err(AuditError::new(format!(
            "the queue of the sink is full ({} records or {} bytes), because the sink is too slow or hangs, or the record is \
             larger than the queue",
            queue.items, queue.bytes
        )))
    }
}

/// A record in the queue.
struct Record(AuditEvent);

impl Weigh for Record {
    fn bytes(&self) -> usize {
        let AuditEvent { user_id, source, axes_changed, fields, .. } = &self.0;
        let texts = [user_id, source].into_iter().flatten().map(text).sum::<usize>();
        let axes = axes_changed.iter().map(|axis| size_of::<String>() + text(axis)).sum::<usize>();
        let fields = fields.iter().map(|(_, value)| size_of::<&str>() + bytes(value)).sum::<usize>();
        texts + axes + fields
    }
}

fn text(text: &String) -> usize {
    allocation(text.capacity())
}

/// Returns the memory of a value.
fn bytes(value: &AuditValue) -> usize {
    let content = match value {
        AuditValue::Text(value) => text(value),
        AuditValue::List(values) => values.iter().map(bytes).sum(),
        _ => 0,
    };
    size_of::<AuditValue>() + content
}

/// A sink as the destination of a pipeline.
struct Destination {
    sink: Box<dyn AuditSink>,
    losses: Losses,
}

impl Deliver<Record> for Destination {
    fn deliver<'call>(&'call self, batch: &'call [Record]) -> Pending<'call, Receipt> {
        let mut receipt = Receipt::all();
        for Record(event) in batch {
            if let Err(failure) = guarded(|| self.sink.record(event)) {
                self.losses.report(&failure, 1);
                receipt = Receipt::rejected(receipt.rejected_items() + 1, failure.to_string());
            }
        }
        Box::pin(ready(Ok(receipt)))
    }

    fn flush(&self) -> Pending<'_, ()> {
        let flushed = guarded(|| self.sink.flush());
        Box::pin(ready(flushed.map_err(|failure| DeliveryError::permanent(failure.to_string()))))
    }

    fn lost(&self, items: u64, error: Option<&DeliveryError>) {
        let reason = error.map_or_else(|| "the process ended first".to_owned(), ToString::to_string);
        self.losses.report(&AuditError::new(reason), items);
    }

    fn shutdown(&self) -> Pending<'_, ()> {
        Box::pin(ready(Ok(())))
    }
}
