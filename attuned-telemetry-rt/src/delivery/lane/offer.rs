//! Adds items to the queue of a lane.

use std::pin::pin;
use std::sync::{MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures_timer::Delay;

use super::lane::{Lane, Phase, State};
use super::race::race;
use crate::delivery::guard;
use crate::delivery::queue::Offered;
use crate::delivery::queue::weigh::Weigh;
use crate::delivery::settings::config::OverflowPolicy;

impl<T: Weigh> Lane<T> {
    /// Adds an entry to the queue, according to the overflow policy. Returns whether it is in the queue.
    pub(crate) fn offer(&self, value: T) -> bool {
        let mut value = Some(value);
        let mut state = self.lock();
        let mut offered = state.offer(&mut value);
        if let (Offered::Full, OverflowPolicy::Block(longest), false) =
            (&offered, state.config.queue.overflow, guard::is_delivering())
        {
            let end = Instant::now() + longest;
            while offered == Offered::Full {
                let left = state.time_for_capacity(end);
                if left.is_zero() {
                    break;
                }
                state = self.wait(state, left);
                offered = state.offer(&mut value);
            }
        }
        self.finish(state, value.as_ref(), &offered)
    }

    /// Like [`offer`](Self::offer), but does not wait. If the policy says to wait, returns the entry and for how long.
    pub(crate) fn offer_at_once(&self, value: T) -> Option<(T, Duration)> {
        let mut value = Some(value);
        let mut state = self.lock();
        let offered = state.offer(&mut value);
        match state.config.queue.overflow {
            OverflowPolicy::Block(longest) if offered == Offered::Full && !guard::is_delivering() => {
                value.map(|value| (value, longest))
            }
            _ => {
                self.finish(state, value.as_ref(), &offered);
                None
            }
        }
    }

    /// Like [`offer`](Self::offer), but a future waits without blocking its thread.
    pub(crate) async fn offer_from_future(&self, value: T) {
        let Some((value, longest)) = self.offer_at_once(value) else { return };
        let (mut value, end) = (Some(value), Instant::now() + longest);
        loop {
            let mut progress = pin!(self.progress_of_futures.notified());
            progress.as_mut().enable();
            let left = {
                let mut state = self.lock();
                let offered = state.offer(&mut value);
                let left = state.time_for_capacity(end);
                if offered != Offered::Full || left.is_zero() {
                    self.finish(state, value.as_ref(), &offered);
                    return;
                }
                left
            };
            race(progress, Delay::new(left)).await;
        }
    }

    fn wait<'lane>(&self, state: MutexGuard<'lane, State<T>>, longest: Duration) -> MutexGuard<'lane, State<T>> {
        self.progress.wait_timeout(state, longest).unwrap_or_else(PoisonError::into_inner).0
    }

    /// Counts the entry, and wakes the worker if it has to act.
    fn finish(&self, mut state: MutexGuard<'_, State<T>>, refused: Option<&T>, offered: &Offered) -> bool {
        if let Some(refused) = refused {
            state.ledger.refuse(refused.items());
        }
        let batch = state.config.batch;
        let is_added = *offered == Offered::Added && refused.is_none();
        let is_first = is_added && state.waiting_since.is_none();
        if is_first {
            state.waiting_since = Some(Instant::now());
        }
        let has_lost = state.lost > 0;
        let is_full = batch.is_full(state.queue.items(), state.queue.bytes());
        let wakes = is_added && (is_first || (is_full && !state.is_told_full));
        state.is_told_full = is_full;
        if wakes {
            self.wake_worker(state);
        } else {
            drop(state);
        }
        if has_lost {
            self.report_losses();
        }
        is_added
    }
}

impl<T: Weigh> State<T> {
    /// Returns how long to wait for capacity, at most until a time. While nothing is sent, there will be none.
    fn time_for_capacity(&self, end: Instant) -> Duration {
        let now = Instant::now();
        if self.is_blocked(now) { Duration::ZERO } else { end.saturating_duration_since(now) }
    }

    /// Adds an entry if there is capacity, or makes capacity if the policy says so.
    fn offer(&mut self, value: &mut Option<T>) -> Offered {
        if self.phase != Phase::Open {
            return Offered::Refused;
        }
        let items = value.as_ref().map_or(0, Weigh::items);
        let mut offered = self.queue.offer(value);
        let replaces = self.queue.drops_oldest() && self.queue.can_replace(value.as_ref());
        while offered == Offered::Full && replaces {
            let Some(dropped) = self.queue.drop_oldest() else { break };
            self.ledger.drop_queued(dropped);
            self.lost += dropped;
            offered = self.queue.offer(value);
        }
        if offered == Offered::Added {
            self.ledger.accept(items);
        }
        offered
    }
}
