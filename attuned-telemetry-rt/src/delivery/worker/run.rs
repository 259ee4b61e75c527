//! Sends a batch: calls the destination, and retries.

use std::future::pending;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::time::sleep_until;

use super::caught_future::Caught;
use super::failure::Failure;
use super::next::Step;
use super::pause::Pause;
use super::supervisor;
use crate::core::clock;
use crate::delivery::deadline::later;
use crate::delivery::lane::lane::{Call, CallKind, Lane, Phase, drop_caught};
use crate::delivery::lane::race::{First, race};
use crate::delivery::outcome::deliver::{Deliver, Pending};
use crate::delivery::outcome::receipt::Receipt;
use crate::delivery::queue::weigh::Weigh;

/// Maximum duration of a call of a destination whose lane is closed. Nobody waits for it.
const AFTER_CLOSE: Duration = Duration::from_secs(1);

/// What follows an attempt.
enum Verdict {
    /// The batch is delivered or lost, or belongs to another worker.
    Settled,
    /// The batch is sent again after a pause.
    Retry(Pause),
}

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

    /// Sends a batch until it is delivered or lost.
    async fn send(&self, batch: &[T], generation: u64) {
        for attempts in 1.. {
            let destination = Arc::clone(&self.lock().destination);
            let longest = self.config().export_timeout;
            let result = self.call(generation, CallKind::Export, longest, || destination.deliver(batch)).await;
            match self.judge(result, attempts, &destination, generation) {
                Verdict::Settled => return,
                Verdict::Retry(pause) => {
                    self.pause(pause, &destination, generation).await;
                    if !self.may_retry(generation).await {
                        return;
                    }
                }
            }
        }
    }

    /// Calls the destination. The call ends after the `longest` duration, or at the deadline of a shutdown.
    async fn call<'call, R>(
        &self,
        generation: u64,
        kind: CallKind,
        longest: Duration,
        call: impl FnOnce() -> Pending<'call, R>,
    ) -> Result<R, Failure> {
        let started = Instant::now();
        let timeout = later(started, longest);
        self.set_call(generation, Some(Call { kind, ends: timeout }));
        supervisor::expect(timeout);
        let mut pending = Caught::new(call);
        let result = loop {
            let (end, is_current) = self.end_of_call(generation, started, timeout);
            match race(&mut pending, race(sleep_until(end.into()), self.woken(is_current))).await {
                First::Left(Some(result)) => break result.map_err(Failure::Error),
                First::Left(None) => break Err(Failure::Panicked),
                First::Right(First::Left(())) => break Err(Failure::TimedOut(started.elapsed())),
                // The deadline may have changed.
                First::Right(First::Right(())) => {}
            }
        };
        drop(pending);
        self.set_call(generation, None);
        result
    }

    fn set_call(&self, generation: u64, call: Option<Call>) {
        let mut state = self.lock();
        if state.worker.generation == generation {
            (state.call, state.answer_due) = (call, None);
        }
    }

    /// Returns when a call of the destination ends: at its timeout, or earlier if the lane closes. Also returns whether
    /// this worker is in charge.
    fn end_of_call(&self, generation: u64, started: Instant, timeout: Instant) -> (Instant, bool) {
        let mut state = self.lock();
        let is_current = state.worker.generation == generation;
        if is_current {
            state.answer_due = None;
        }
        let end = match state.phase {
            Phase::Open => timeout,
            Phase::Closing(end) => end.min(timeout),
            Phase::Closed => timeout.min(started + AFTER_CLOSE),
        };
        (end, is_current)
    }

    /// Waits to be woken. A worker that was abandoned must not take what wakes its successor.
    async fn woken(&self, is_current: bool) {
        if is_current { self.wake.notified().await } else { pending().await }
    }

    /// Counts the result of an attempt.
    fn judge(
        &self,
        result: Result<Receipt, Failure>,
        attempts: u32,
        destination: &Arc<dyn Deliver<T>>,
        generation: u64,
    ) -> Verdict {
        let now = Instant::now();
        let mut state = self.lock();
        if state.worker.generation != generation {
            return Verdict::Settled;
        }
        state.report_to_breaker(result.as_ref().err(), now);
        let verdict = match result {
            Ok(receipt) => {
                if let Some(attempt) = state.attempt.take() {
                    state.ledger.deliver(attempt.items, receipt.rejected_items());
                }
                state.last_success = clock::date();
                state.last_error = receipt.message().map(Failure::rejected);
                Verdict::Settled
            }
            // The destination was exchanged meanwhile. Its successor gets the batch, and is not bound by the error.
            Err(_) if !state.is_destination(destination) && state.phase == Phase::Open => {
                Verdict::Retry(Pause::none(now))
            }
            Err(failure) => {
                let pause = Pause::new(&state, &failure, attempts, now);
                let is_last = attempts >= state.config.retry.attempts || !failure.is_temporary();
                let ends_first = match state.phase {
                    Phase::Open => false,
                    Phase::Closing(end) => pause.end >= end,
                    Phase::Closed => true,
                };
                if failure.is_configuration() {
                    state.paused_until = Some(later(now, state.config.retry.configuration_pause));
                }
                state.last_error = Some(failure.into_error());
                if is_last || ends_first {
                    state.fail_attempt();
                    Verdict::Settled
                } else {
                    Verdict::Retry(pause)
                }
            }
        };
        drop(state);
        self.report_changes();
        self.notify_progress();
        verdict
    }

    /// Waits before the next attempt. If the lane closes meanwhile, there is no time to wait: the next attempt is made
    /// as soon as the backend allows. If the destination was exchanged, its successor gets the batch at once.
    async fn pause(&self, pause: Pause, destination: &Arc<dyn Deliver<T>>, generation: u64) {
        loop {
            let end = {
                let mut state = self.lock();
                if state.worker.generation != generation {
                    return;
                }
                let end = match state.phase {
                    Phase::Open => pause.end,
                    Phase::Closing(deadline) if pause.end_in_shutdown() < deadline => pause.end_in_shutdown(),
                    Phase::Closing(_) | Phase::Closed => {
                        state.fail_attempt();
                        return;
                    }
                };
                if Instant::now() >= end || !state.is_destination(destination) {
                    return;
                }
                end
            };
            self.wait_until(Some(end)).await;
        }
    }

    /// Waits for the permission of the circuit breaker to send the batch again. Otherwise, the batch is lost.
    async fn may_retry(&self, generation: u64) -> bool {
        loop {
            let until = {
                let mut state = self.lock();
                if state.worker.generation != generation || state.attempt.is_none() {
                    return false;
                }
                let admitted = state.admit(Instant::now());
                match admitted {
                    Ok(()) => None,
                    Err(_) if state.phase != Phase::Open => {
                        state.fail_attempt();
                        return false;
                    }
                    Err(until) => Some(until),
                }
            };
            self.report_changes();
            let Some(until) = until else { return true };
            self.wait_until(until).await;
        }
    }

    /// Waits to be woken, at most until a time. Wakes earlier if numbers have to be published, and publishes them.
    async fn wait_until(&self, until: Option<Instant>) {
        let wakes = [until, self.publication_due()].into_iter().flatten().min();
        match wakes {
            Some(until) => {
                race(self.wake.notified(), sleep_until(until.into())).await;
            }
            None => self.wake.notified().await,
        }
        self.lock().answer_due = None;
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
