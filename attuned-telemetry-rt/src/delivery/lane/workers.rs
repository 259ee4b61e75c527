//! The workers of a lane: which thread is in charge, and which ones are abandoned.

use std::sync::MutexGuard;
use std::time::{Duration, Instant};

use super::lane::{CallKind, Lane, Phase, State, drop_caught};
use crate::delivery::outcome::error::DeliveryError;
use crate::delivery::queue::weigh::Weigh;
use crate::delivery::time::deadline::after;
use crate::delivery::worker::failure::Failure;
use crate::delivery::worker::supervisor;

/// Maximum number of threads that are blocked in a destination. With as many, nothing is exported until one returns.
const MOST_ABANDONED: u32 = 2;

/// How long a worker that was woken may take to answer, at least. On a busy machine, a thread waits for a processor.
const LEAST_ANSWER: Duration = Duration::from_secs(1);

impl<T: Weigh> Lane<T> {
    /// Wakes the worker, and watches whether it answers.
    pub(in crate::delivery) fn wake_worker(&self, mut state: MutexGuard<'_, State<T>>) {
        let longest = state.config.export_timeout.max(LEAST_ANSWER);
        let due = *state.worker.answer_due.get_or_insert_with(|| after(longest));
        drop(state);
        self.wake.notify_one();
        supervisor::expect(due);
    }

    /// Registers a new worker, and returns its number.
    pub(crate) fn new_worker(&self) -> u64 {
        let worker = &mut self.lock().worker;
        worker.answer();
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
            state.call = None;
        } else {
            state.worker.abandoned = state.worker.abandoned.saturating_sub(1);
            state.worker.checking = state.worker.checking.filter(|blocked| *blocked != generation);
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

    /// Abandons a thread that is blocked, by a call or by a task of the destination: counts its batch as failed, and
    /// the thread as lost. Returns when to look again, if a call is running.
    pub(crate) fn abandon_late_call(&self, now: Instant, grace: Duration) -> Option<Instant> {
        let mut state = self.lock();
        if !state.worker.is_running {
            return None;
        }
        let ends = state.call.map(|call| call.ends);
        let end = [ends, state.worker.answer_due].into_iter().flatten().min()? + grace;
        if now < end {
            return Some(end);
        }
        if !std::mem::replace(&mut state.worker.is_suspect, true) {
            return Some(now + grace);
        }
        let failure = Failure::TimedOut(state.config.export_timeout);
        state.report_to_breaker(Some(&failure), now);
        let error = failure.into_error();
        state.last_error = Some(error.clone());
        state.fail_attempt();
        state.abandon_call(&error, now);
        // From now on, nothing that the thread does counts.
        state.worker.generation += 1;
        state.worker.is_running = false;
        state.worker.abandoned += 1;
        drop(state);
        self.report_changes();
        self.notify_progress();
        None
    }

    /// Whether the lane has no worker, because too many threads are blocked.
    pub(crate) fn is_blocked(&self) -> bool {
        let state = self.lock();
        !state.worker.is_running && state.phase != Phase::Closed
    }

    /// Whether the lane needs a new worker and may have one.
    pub(crate) fn lacks_worker(&self) -> bool {
        let state = self.lock();
        !state.worker.is_running && state.worker.abandoned < MOST_ABANDONED && state.phase != Phase::Closed
    }
}

impl<T> State<T> {
    /// Another thread continues after the call, and does not repeat it.
    fn abandon_call(&mut self, error: &DeliveryError, now: Instant) {
        match self.call.take().map(|call| call.kind) {
            Some(CallKind::Flush(number)) => {
                self.flushed_to = self.flushed_to.max(number);
                self.flush_error = Some(error.clone());
            }
            Some(CallKind::Check) => self.worker.checking = Some(self.worker.generation),
            Some(CallKind::Export | CallKind::Shutdown) | None => {}
        }
        if let Some(interval) = self.check_interval {
            self.check_error = Some(error.clone());
            self.check_due = now + interval;
        }
    }
}
