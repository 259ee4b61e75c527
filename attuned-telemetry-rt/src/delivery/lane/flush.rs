//! Waits until items are delivered or lost.

use std::pin::pin;
use std::sync::PoisonError;
use std::time::Instant;

use futures_timer::Delay;

use super::lane::{Lane, Phase, State};
use super::race::race;
use crate::delivery::queue::weigh::Weigh;

impl<T: Weigh> Lane<T> {
    /// Sends what is queued without waiting for a full batch. Returns the number of the newest entry.
    pub(crate) fn begin_flush(&self) -> u64 {
        let mut state = self.lock();
        let newest = state.queue.newest();
        state.flush_to = state.flush_to.max(newest);
        self.wake_worker(state);
        newest
    }

    /// Blocks this thread until the entries up to a number are flushed, until that is not possible, or until the
    /// deadline.
    pub(crate) fn wait_for_flush(&self, number: u64, deadline: Instant) {
        self.wait_for(deadline, |state, now| state.is_flushed(number, now));
    }

    /// Like [`wait_for_flush`](Self::wait_for_flush), without blocking the thread.
    pub(crate) async fn flushed(&self, number: u64, deadline: Instant) {
        self.until(deadline, |state, now| state.is_flushed(number, now)).await;
    }

    pub(in crate::delivery) fn wait_for(&self, deadline: Instant, is_done: impl Fn(&State<T>, Instant) -> bool) {
        let mut state = self.lock();
        loop {
            let now = Instant::now();
            let left = deadline.saturating_duration_since(now);
            if left.is_zero() || is_done(&state, now) {
                return;
            }
            state = self.progress.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    pub(in crate::delivery) async fn until(&self, deadline: Instant, is_done: impl Fn(&State<T>, Instant) -> bool) {
        loop {
            let mut progress = pin!(self.progress_of_futures.notified());
            progress.as_mut().enable();
            let now = Instant::now();
            let left = deadline.saturating_duration_since(now);
            if left.is_zero() || is_done(&self.lock(), now) {
                return;
            }
            race(progress, Delay::new(left)).await;
        }
    }
}

impl<T: Weigh> State<T> {
    fn is_flushed(&self, number: u64, now: Instant) -> bool {
        self.flushed_to >= number || self.phase == Phase::Closed || self.is_blocked(now)
    }
}
