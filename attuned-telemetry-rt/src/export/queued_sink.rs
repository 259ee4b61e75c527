//! Gives a sink a thread of its own, so that one that is slow or hangs does not hold the annotated code.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, TrySendError, channel, sync_channel};
use std::time::Duration;
use std::{io, thread};

use crate::core::audit::destination::guarded;
use crate::core::audit::losses::Losses;
use crate::{AuditError, AuditEvent, AuditSink};

/// How many records can wait.
const CAPACITY: usize = 65_536;

/// How long a flush waits for the records before it.
const FLUSH_TIMEOUT: Duration = Duration::from_secs(5);

/// A sink behind a queue. A record that finds the queue full is lost, and its loss said.
pub(crate) struct QueuedSink {
    queue: SyncSender<Order>,
}

enum Order {
    Record(Arc<AuditEvent>),
    Flush(Sender<Result<(), AuditError>>),
}

impl QueuedSink {
    /// Starts the sink's thread.
    pub(crate) fn start(sink: impl AuditSink + 'static) -> io::Result<Self> {
        let (queue, orders) = sync_channel(CAPACITY);
        thread::Builder::new().name("audit-sink".to_owned()).spawn(move || work(&sink, &orders))?;
        Ok(Self { queue })
    }
}

fn work(sink: &impl AuditSink, orders: &Receiver<Order>) {
    let losses = Losses::new();
    while let Ok(order) = orders.recv() {
        match order {
            Order::Record(event) => {
                if let Err(failure) = guarded(|| sink.record(&event)) {
                    losses.report(&failure);
                }
            }
            // Nobody may wait any more.
            Order::Flush(done) => drop(done.send(guarded(|| sink.flush()))),
        }
    }
}

impl AuditSink for QueuedSink {
    fn record(&self, event: &AuditEvent) -> Result<(), AuditError> {
        self.queue.try_send(Order::Record(Arc::new(event.clone()))).map_err(|refused| match refused {
            TrySendError::Full(_) => {
                AuditError::new(format!("the sink is slower than the calls: {CAPACITY} records wait already"))
            }
            TrySendError::Disconnected(_) => AuditError::new("the sink's thread has ended"),
        })
    }

    fn flush(&self) -> Result<(), AuditError> {
        let (done, flushed) = channel();
        let sent = self.queue.try_send(Order::Flush(done)).is_ok();
        let answer = if sent { flushed.recv_timeout(FLUSH_TIMEOUT).ok() } else { None };
        answer.unwrap_or_else(|| {
            Err(AuditError::new(format!("the sink did not take every record within {FLUSH_TIMEOUT:?}")))
        })
    }
}
