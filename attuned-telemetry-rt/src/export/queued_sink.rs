//! Gives a sink a thread of its own, so that one that is slow or hangs does not hold the annotated code.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TrySendError, channel, sync_channel};
use std::time::{Duration, Instant};
use std::{io, thread};

use crate::core::audit::sink::losses::Losses;
use crate::core::audit::sink::router::guarded;
use crate::{AuditError, AuditEvent, AuditSink};

/// How many records can wait.
const CAPACITY: usize = 65_536;

/// How long a flush waits for the records before it.
const FLUSH_TIMEOUT: Duration = Duration::from_secs(5);

/// How often a flush looks whether a full queue has room again.
const RETRY: Duration = Duration::from_millis(1);

/// A sink behind a queue. A record that finds the queue full is lost, and its loss said.
pub(crate) struct QueuedSink {
    queue: SyncSender<Order>,
    waiting: Arc<AtomicUsize>,
}

enum Order {
    Record(Arc<AuditEvent>),
    Flush(Sender<Result<(), AuditError>>),
}

impl QueuedSink {
    /// Starts the sink's thread.
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
            // Nobody may wait any more.
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
                    AuditError::new(format!("the sink is slower than the calls: {CAPACITY} records wait already"))
                }
                TrySendError::Disconnected(_) => AuditError::new("the sink's thread has ended"),
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
            Err(AuditError::new(format!("{waiting} records still wait for the sink after {FLUSH_TIMEOUT:?}")))
        })
    }
}
