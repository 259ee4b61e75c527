//! The end of a lane.

use std::time::Instant;

use super::lane::{Lane, Phase, State};
use crate::delivery::ledger::Accounting;
use crate::delivery::queue::weigh::Weigh;

impl<T: Weigh> Lane<T> {
    /// Refuses further items. The worker sends what is queued until the deadline. If the backend is not available,
    /// nothing is sent, and everything is lost at once. Returns the numbers when this was called for the first time.
    pub(crate) fn begin_close(&self, deadline: Instant) -> Accounting {
        let mut state = self.lock();
        let now = state.ledger.read();
        let before = *state.before_close.get_or_insert(now);
        match state.phase {
            Phase::Open => {}
            Phase::Closing(earlier) if deadline < earlier => {}
            Phase::Closing(_) | Phase::Closed => return before,
        }
        let is_blocked = state.is_blocked(Instant::now());
        state.phase = if is_blocked { Phase::Closed } else { Phase::Closing(deadline) };
        if is_blocked {
            state.lose_everything();
            state.is_abandoned = true;
        }
        drop(state);
        self.wake.notify_one();
        self.notify_progress();
        self.report_changes();
        before
    }

    /// Blocks this thread until the lane is closed and its worker has ended, or until the deadline. Then everything
    /// that is not delivered is lost.
    pub(crate) fn wait_for_close(&self, deadline: Instant) {
        self.wait_for(deadline, |state, _| state.has_ended());
        self.close_now();
    }

    /// Like [`wait_for_close`](Self::wait_for_close), without blocking the thread.
    pub(crate) async fn closed(&self, deadline: Instant) {
        self.until(deadline, |state, _| state.has_ended()).await;
        self.close_now();
    }

    /// Counts everything that is not delivered as lost. A worker that is still busy is abandoned.
    fn close_now(&self) {
        let mut state = self.lock();
        if state.phase != Phase::Closed {
            (state.phase, state.is_abandoned) = (Phase::Closed, true);
            state.lose_everything();
        }
        drop(state);
        self.wake.notify_one();
        self.notify_progress();
        self.report_changes();
        self.publish();
    }

    /// The worker has shut down the destination.
    pub(in crate::delivery) fn mark_closed(&self, generation: u64) {
        let mut state = self.lock();
        if state.worker.generation == generation {
            state.phase = Phase::Closed;
            state.lose_everything();
        }
        drop(state);
        self.notify_progress();
        self.report_changes();
    }
}

impl<T: Weigh> State<T> {
    fn lose_everything(&mut self) {
        self.drop_queue();
        self.fail_attempt();
    }

    /// Whether the lane is closed. Unless it was closed without its worker, this includes the end of the worker.
    pub(super) fn has_ended(&self) -> bool {
        self.phase == Phase::Closed && (!self.worker.is_here() || self.is_abandoned)
    }
}
