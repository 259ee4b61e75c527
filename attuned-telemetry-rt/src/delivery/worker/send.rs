//! Sends a batch, and retries.

use std::sync::Arc;
use std::time::Instant;

use super::failure::Failure;
use super::pause::Pause;
use crate::core::clock;
use crate::delivery::lane::lane::{CallKind, Lane, Phase};
use crate::delivery::outcome::deliver::Deliver;
use crate::delivery::outcome::receipt::Receipt;
use crate::delivery::queue::weigh::Weigh;
use crate::delivery::time::deadline::later;

/// What follows an attempt.
enum Verdict {
    /// The batch is delivered or lost, or belongs to another worker.
    Settled,
    /// The batch is sent again after a pause.
    Retry(Pause),
}

impl<T: Weigh> Lane<T> {
    /// Sends a batch until it is delivered or lost.
    pub(super) async fn send(&self, mut batch: &[T], generation: u64) {
        for attempts in 1.. {
            let destination = Arc::clone(&self.lock().destination);
            let longest = self.config().export_timeout;
            let mut result = self.call(generation, CallKind::Export, longest, || destination.deliver(batch)).await;
            let others = self.count_delivered(result.as_ref().err(), batch, generation);
            if others.is_empty() && !batch.is_empty() {
                result = Ok(Receipt::all());
            }
            batch = others;
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

    /// Counts the elements that were delivered before an attempt failed. Returns the others.
    fn count_delivered<'batch>(&self, failure: Option<&Failure>, batch: &'batch [T], generation: u64) -> &'batch [T] {
        let Some((elements, receipt)) = failure.and_then(Failure::delivered) else { return batch };
        let (delivered, others) = batch.split_at(elements.min(batch.len()));
        let items = delivered.iter().map(Weigh::items).sum();
        let mut state = self.lock();
        if state.worker.generation == generation {
            state.count_delivered(items, receipt);
        }
        others
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
}
