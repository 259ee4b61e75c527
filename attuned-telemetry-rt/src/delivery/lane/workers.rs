//! The workers of a lane: which thread is in charge, and which ones are abandoned.

use std::time::{Duration, Instant};

use super::lane::{Lane, Phase, drop_caught};
use crate::delivery::queue::weigh::Weigh;
use crate::delivery::worker::failure::Failure;

/// Maximum number of threads that are blocked in a destination. With as many, nothing is exported until one returns.
const MOST_ABANDONED: u32 = 2;

impl<T: Weigh> Lane<T> {
    /// Registers a new worker, and returns its number.
    pub(crate) fn new_worker(&self) -> u64 {
        let worker = &mut self.lock().worker;
        worker.generation += 1;
        (worker.is_running, worker.process) = (true, std::process::id());
        worker.generation
    }

    /// A thread has ended, or could not be started. Returns whether the lane lacks a worker.
    pub(crate) fn worker_ended(&self, generation: u64) -> bool {
        let mut state = self.lock();
        if state.worker.generation == generation {
            state.worker.is_running = false;
            // The worker has died if the lane is not closed.
            state.fail_attempt();
            state.call_ends = None;
        } else {
            state.worker.abandoned = state.worker.abandoned.saturating_sub(1);
        }
        let lacks_worker = !state.worker.is_running && state.phase != Phase::Closed;
        let has_ended = state.has_ended();
        drop(state);
        self.notify_progress();
        self.report_changes();
        if has_ended {
            self.publish();
        }
        lacks_worker
    }

    /// Drops the destinations of a lane that has ended, on the thread of its worker.
    pub(crate) fn drop_destinations(&self, generation: u64) {
        let mut state = self.lock();
        if state.worker.generation == generation && state.phase == Phase::Closed {
            let destinations = state.take_destinations();
            drop(state);
            drop_caught(destinations);
        }
    }

    /// Abandons a call that blocks its thread: counts its batch as failed, and the thread as lost. Returns when to
    /// look again, if a call is running.
    pub(crate) fn abandon_late_call(&self, now: Instant, grace: Duration) -> Option<Instant> {
        let mut state = self.lock();
        let end = state.call_ends? + grace;
        if now < end {
            return Some(end);
        }
        let failure = Failure::TimedOut(state.config.export_timeout);
        state.report_to_breaker(Some(&failure), now);
        state.last_error = Some(failure.into_error());
        state.fail_attempt();
        if let Some(interval) = state.check_interval {
            let error = state.last_error.clone();
            state.check_error = error;
            state.check_due = now + interval;
        }
        state.call_ends = None;
        // From now on, nothing that the thread does counts.
        state.worker.generation += 1;
        state.worker.is_running = false;
        state.worker.abandoned += 1;
        drop(state);
        self.report_changes();
        self.notify_progress();
        None
    }

    /// Whether the lane needs a new worker and may have one.
    pub(crate) fn lacks_worker(&self) -> bool {
        let state = self.lock();
        !state.worker.is_running && state.worker.abandoned < MOST_ABANDONED && state.phase != Phase::Closed
    }
}
