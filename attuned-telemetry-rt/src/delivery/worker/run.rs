//! What the worker does, step by step.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::time::sleep_until;

use super::failure::Failure;
use super::next::Step;
use crate::delivery::lane::lane::{CallKind, Lane, drop_caught};
use crate::delivery::lane::race::race;
use crate::delivery::outcome::deliver::Deliver;
use crate::delivery::queue::weigh::Weigh;

/// The memory of a batch, which counts in the bound of the queue as long as the batch exists: also after the batch was
/// abandoned, on a thread that is blocked.
struct Held<'lane, T: Weigh> {
    lane: &'lane Lane<T>,
    bytes: usize,
}

impl<T: Weigh> Drop for Held<'_, T> {
    fn drop(&mut self) {
        self.lane.lock().queue.release(self.bytes);
        self.lane.notify_progress();
    }
}

impl<T: Weigh> Lane<T> {
    /// Works until the lane is closed or this worker is abandoned.
    pub(crate) async fn run(&self, generation: u64) {
        loop {
            match self.next(generation) {
                Step::Send(batch) => {
                    // Dropped after the values of the batch.
                    let _held = Held { lane: self, bytes: batch.bytes };
                    let values = batch.values;
                    self.send(&values, generation).await;
                }
                Step::Flush(number) => self.flush_destination(number, generation).await,
                Step::Retire(destination) => self.retire(destination, generation).await,
                Step::Check(interval) => self.check_destination(interval, generation).await,
                Step::Wait(until) => self.wait_until(until).await,
                Step::End => break,
            }
            self.publish_if_due();
        }
        self.end(generation).await;
    }

    /// Waits to be woken, at most until a time. Wakes earlier if numbers have to be published, and publishes them.
    pub(super) async fn wait_until(&self, until: Option<Instant>) {
        let wakes = [until, self.publication_due()].into_iter().flatten().min();
        match wakes {
            Some(until) => {
                race(self.wake.notified(), sleep_until(until.into())).await;
            }
            None => self.wake.notified().await,
        }
        self.lock().worker.answer();
        self.publish_if_due();
    }

    async fn check_destination(&self, interval: Duration, generation: u64) {
        let destination = Arc::clone(&self.lock().destination);
        let longest = self.config().export_timeout.min(interval);
        let result = self.call(generation, CallKind::Check, longest, || destination.check()).await;
        let mut state = self.lock();
        if state.worker.generation == generation && state.is_destination(&destination) {
            state.check_error = result.err().map(Failure::into_error);
            // After a check that took long, batches have their turn.
            state.check_due = Instant::now() + interval;
        }
    }

    async fn flush_destination(&self, number: u64, generation: u64) {
        let destination = Arc::clone(&self.lock().destination);
        let longest = self.config().export_timeout;
        let result = self.call(generation, CallKind::Flush(number), longest, || destination.flush()).await;
        let mut state = self.lock();
        if state.worker.generation == generation {
            state.flushed_to = state.flushed_to.max(number);
            state.flush_error = result.err().map(Failure::into_error);
        }
        drop(state);
        self.notify_progress();
    }

    /// Shuts down a destination that was exchanged.
    async fn retire(&self, destination: Arc<dyn Deliver<T>>, generation: u64) {
        let longest = self.config().export_timeout;
        let _ = self.call(generation, CallKind::Shutdown, longest, || destination.flush()).await;
        let _ = self.call(generation, CallKind::Shutdown, longest, || destination.shutdown()).await;
        drop_caught(vec![destination]);
    }

    /// Shuts down the destination after the last batch.
    async fn end(&self, generation: u64) {
        let destination = {
            let state = self.lock();
            if state.worker.generation != generation {
                return;
            }
            Arc::clone(&state.destination)
        };
        let longest = self.config().export_timeout;
        let _ = self.call(generation, CallKind::Shutdown, longest, || destination.flush()).await;
        // The worker may have been abandoned, so that its successor is here, too.
        if !std::mem::replace(&mut self.lock().has_shut_down, true) {
            let _ = self.call(generation, CallKind::Shutdown, longest, || destination.shutdown()).await;
        }
        self.mark_closed(generation);
    }
}
