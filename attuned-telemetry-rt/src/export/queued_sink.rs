//! Runs a sink on a thread of its own, so that a slow sink does not block the annotated code.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TrySendError, channel, sync_channel};
use std::time::{Duration, Instant};
use std::{io, thread};

use crate::core::audit::event::event::AuditEvent;
use crate::core::audit::sink::losses::Losses;
use crate::core::audit::sink::router::guarded;
use crate::core::audit::sink::sink::{AuditError, AuditSink};

/// Maximum number of records in the queue.
const CAPACITY: usize = 65_536;

/// Timeout of a flush.
const FLUSH_TIMEOUT: Duration = Duration::from_secs(5);

/// Interval at which a flush retries while the queue is full.
const RETRY: Duration = Duration::from_millis(1);

/// A sink behind a bounded queue. If the queue is full, `record` returns an error and the record is lost.
pub(crate) struct QueuedSink {
    queue: SyncSender<Order>,
    waiting: Arc<AtomicUsize>,
}

enum Order {
    Record(Arc<AuditEvent>),
    Flush(Sender<Result<(), AuditError>>),
}

impl QueuedSink {
    /// Starts the thread that runs the sink.
    pub(crate) fn start(sink: impl AuditSink + 'static) -> io::Result<Self> {
        let (queue, orders) = sync_channel(CAPACITY);
        let waiting = Arc::new(AtomicUsize::new(0));
        let taken = Arc::clone(&waiting);
        thread::Builder::new().name("audit-sink".to_owned()).spawn(move || work(&sink, &orders, &taken))?;
        Ok(Self { queue, waiting })
    }
}

fn work(sink: &impl AuditSink, orders: &Receiver<Order>, waiting: &AtomicUsize) {
    let losses = Losses::new();
    while let Ok(order) = orders.recv() {
        match order {
            Order::Record(event) => {
                if let Err(failure) = guarded(|| sink.record(&event)) {
                    losses.report(&failure);
                }
                waiting.fetch_sub(1, Ordering::Relaxed);
            }
            // If the flush has timed out, its channel is closed.
            Order::Flush(done) => drop(done.send(guarded(|| sink.flush()))),
        }
    }
}

impl AuditSink for QueuedSink {
    fn record(&self, event: &AuditEvent) -> Result<(), AuditError> {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        self.queue.try_send(Order::Record(Arc::new(event.clone()))).map_err(|refused| {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            match refused {
                TrySendError::Full(_) => {
                    AuditError::new(format!("the queue of the sink is full ({CAPACITY} records); the sink is too slow"))
                }
                TrySendError::Disconnected(_) => AuditError::new("the thread of the sink has ended"),
            }
        })
    }

    fn flush(&self) -> Result<(), AuditError> {
        let deadline = Instant::now() + FLUSH_TIMEOUT;
        let (done, flushed) = channel();
        while self.queue.try_send(Order::Flush(done.clone())).is_err() && Instant::now() < deadline {
            thread::sleep(RETRY);
        }
        let left = deadline.saturating_duration_since(Instant::now());
        flushed.recv_timeout(left).unwrap_or_else(|_| {
            let waiting = self.waiting.load(Ordering::Relaxed);
            Err(AuditError::new(format!("{waiting} audit records are still queued after {FLUSH_TIMEOUT:?}")))
        })
    }
}
