//! Flush and shutdown.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::manager::ObservabilityManager;
use crate::adapters::destination::signal::Signal;
use crate::adapters::manager::registered::entry::Entry;
use crate::adapters::manager::registered::table::Table;
use crate::delivery::time::deadline::after;
use crate::delivery::{Begun, Control as _, DeliveryReport};

/// The default timeout of a flush and of a shutdown.
pub(super) const FINISH_TIMEOUT: Duration = Duration::from_secs(5);

/// The end. All adapters work at the same time, and a timeout applies to all of them together. An adapter whose circuit
/// breaker is open is not waited for.
impl ObservabilityManager {
    /// Delivers everything that was recorded before this call, for at most 5 seconds. Returns what happened to the
    /// items of each adapter during the call.
    pub async fn flush(&self) -> Vec<DeliveryReport> {
        self.flush_within(FINISH_TIMEOUT).await
    }

    /// Like [`flush`](Self::flush), with another timeout.
    pub async fn flush_within(&self, timeout: Duration) -> Vec<DeliveryReport> {
        let deadline = after(timeout);
        self.collect();
        self.finish(Finish::Flush, deadline).await
    }

    /// Delivers everything that was recorded before this call, for at most 5 seconds, and ends the threads. What is not
    /// delivered by then, and what is recorded later, is lost and counted. A second call returns the numbers since
    /// the first one began.
    pub async fn shutdown(&self) -> Vec<DeliveryReport> {
        self.shutdown_within(FINISH_TIMEOUT).await
    }

    /// Like [`shutdown`](Self::shutdown), with another timeout.
    pub async fn shutdown_within(&self, timeout: Duration) -> Vec<DeliveryReport> {
        let deadline = after(timeout);
        self.begin_shutdown();
        self.finish(Finish::Shutdown, deadline).await
    }

    /// Like [`flush`](Self::flush), but blocks the thread. It needs no asynchronous runtime.
    pub fn flush_blocking(&self) -> Vec<DeliveryReport> {
        self.collect();
        self.finish_blocking(Finish::Flush, after(FINISH_TIMEOUT))
    }

    /// Like [`shutdown`](Self::shutdown), but blocks the thread. It needs no asynchronous runtime.
    pub fn shutdown_blocking(&self) -> Vec<DeliveryReport> {
        self.begin_shutdown();
        self.finish_blocking(Finish::Shutdown, after(FINISH_TIMEOUT))
    }

    /// Adds what is not in a queue yet: the aggregates, and the spans in the buffers of threads.
    fn collect(&self) {
        self.0.aggregates.collect();
        self.0.collectors.flush();
    }

    /// Takes a last snapshot, and ends the thread that takes them.
    fn begin_shutdown(&self) {
        if !self.0.is_shut_down.swap(true, Ordering::Relaxed) {
            self.collect();
        }
        self.0.metrics_clockwork.stop();
        self.0.span_clockwork.stop();
    }

    fn finish_blocking(&self, how: Finish, deadline: Instant) -> Vec<DeliveryReport> {
        let mut reports = Vec::new();
        let (metrics, traces) = (begin(&self.0.metrics, how, deadline), begin(&self.0.traces, how, deadline));
        let (logs, health) = (begin(&self.0.logs, how, deadline), begin(&self.0.health, how, deadline));
        metrics.wait(&mut reports);
        traces.wait(&mut reports);
        logs.wait(&mut reports);
        health.wait(&mut reports);
        reports
    }

    async fn finish(&self, how: Finish, deadline: Instant) -> Vec<DeliveryReport> {
        let mut reports = Vec::new();
        let (metrics, traces) = (begin(&self.0.metrics, how, deadline), begin(&self.0.traces, how, deadline));
        let (logs, health) = (begin(&self.0.logs, how, deadline), begin(&self.0.health, how, deadline));
        metrics.end(&mut reports).await;
        traces.end(&mut reports).await;
        logs.end(&mut reports).await;
        health.end(&mut reports).await;
        reports
    }
}

#[derive(Clone, Copy)]
enum Finish {
    Flush,
    Shutdown,
}

/// A flush or a shutdown of the adapters of one signal that has begun.
struct Finishing<S: Signal> {
    entries: Vec<(Arc<Entry<S>>, Begun)>,
    how: Finish,
    deadline: Instant,
}

fn begin<S: Signal>(table: &Table<S>, how: Finish, deadline: Instant) -> Finishing<S> {
    let begin = |entry: &Arc<Entry<S>>| match how {
        Finish::Flush => entry.pipeline.begin_flush(),
        Finish::Shutdown => entry.pipeline.begin_shutdown(deadline),
    };
    let entries = table.entries().iter().map(|entry| (Arc::clone(entry), begin(entry))).collect();
    Finishing { entries, how, deadline }
}

impl<S: Signal> Finishing<S> {
    fn wait(self, reports: &mut Vec<DeliveryReport>) {
        for (entry, begun) in self.entries {
            reports.push(match self.how {
                Finish::Flush => entry.pipeline.wait_for_flush(begun, self.deadline),
                Finish::Shutdown => entry.pipeline.wait_for_shutdown(begun, self.deadline),
            });
        }
    }

    async fn end(self, reports: &mut Vec<DeliveryReport>) {
        for (entry, begun) in self.entries {
            reports.push(match self.how {
                Finish::Flush => entry.pipeline.flushed(begun, self.deadline).await,
                Finish::Shutdown => entry.pipeline.shut_down(begun, self.deadline).await,
            });
        }
    }
}
