//! What the worker does next.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::failure::Failure;
use crate::delivery::breaker::CallOutcome;
use crate::delivery::breaker::state_machine::Admission;
use crate::delivery::lane::lane::{Attempt, Lane, Phase, State};
use crate::delivery::outcome::deliver::Deliver;
use crate::delivery::queue::Taken;
use crate::delivery::queue::weigh::Weigh;
use crate::delivery::settings::config::BatchConfig;

/// What the worker does next.
pub(in crate::delivery) enum Step<T> {
    /// Sends a batch.
    Send(Taken<T>),
    /// Flushes the destination, for the entries up to a number.
    Flush(u64),
    /// Shuts down a destination that was exchanged.
    Retire(Arc<dyn Deliver<T>>),
    /// Checks the destination.
    Check(Duration),
    /// Waits to be woken, at most until the given time.
    Wait(Option<Instant>),
    /// Ends.
    End,
}

impl<T: Weigh> Lane<T> {
    /// Decides what a worker does next. A worker that was abandoned ends.
    pub(in crate::delivery) fn next(&self, generation: u64) -> Step<T> {
        let mut state = self.lock();
        if state.worker.generation != generation {
            // This worker may have taken what was to wake its successor.
            self.wake.notify_one();
            return Step::End;
        }
        state.worker.answer();
        let now = Instant::now();
        let step = state.check(now).unwrap_or_else(|| state.next(now));
        let step = match step {
            Step::Wait(until) => Step::Wait([until, state.next_check()].into_iter().flatten().min()),
            step => step,
        };
        drop(state);
        self.report_changes();
        if matches!(step, Step::Send(_)) {
            // There is capacity again.
            self.notify_progress();
        }
        step
    }
}

impl<T: Weigh> State<T> {
    fn next(&mut self, now: Instant) -> Step<T> {
        let batch = self.config.batch;
        if let Some(retired) = self.retired.pop() {
            return Step::Retire(retired);
        }
        if self.flush_to > self.flushed_to && self.oldest() > self.flush_to {
            return Step::Flush(self.flush_to);
        }
        let is_closing = match self.phase {
            Phase::Open => false,
            Phase::Closing(end) if now < end => true,
            Phase::Closing(_) | Phase::Closed => {
                self.drop_queue();
                return Step::End;
            }
        };
        let Some(since) = self.waiting_since.filter(|_| !self.queue.is_empty()) else {
            return if is_closing { Step::End } else { Step::Wait(None) };
        };
        let may_wait = !is_closing && self.queue.oldest() > self.flush_to;
        let is_full = batch.is_full(self.queue.items(), self.queue.bytes());
        if may_wait && !is_full && now < since + batch.delay {
            return Step::Wait(Some(since + batch.delay));
        }
        if let Some(until) = self.paused_until.filter(|until| now < *until) {
            return self.wait_unless_closing(is_closing, Some(until));
        }
        match self.admit(now) {
            Ok(()) => self.take(batch).map_or(Step::Wait(None), Step::Send),
            Err(until) => self.wait_unless_closing(is_closing, until),
        }
    }

    /// Checks the destination if that is due.
    fn check(&mut self, now: Instant) -> Option<Step<T>> {
        // While a thread is blocked in a check, another check would block the next thread.
        let may_check = self.phase == Phase::Open && self.worker.checking.is_none();
        let interval = self.check_interval.filter(|_| may_check && self.check_due <= now)?;
        Some(Step::Check(interval))
    }

    fn next_check(&self) -> Option<Instant> {
        self.check_interval.filter(|_| self.worker.checking.is_none()).map(|_| self.check_due)
    }

    /// During a shutdown, nothing waits for a backend that is not available.
    fn wait_unless_closing(&mut self, is_closing: bool, until: Option<Instant>) -> Step<T> {
        if is_closing {
            self.drop_queue();
            return Step::End;
        }
        Step::Wait(until)
    }

    /// Asks the circuit breaker whether a batch may be sent. If not, returns when to ask again.
    pub(in crate::delivery) fn admit(&mut self, now: Instant) -> Result<(), Option<Instant>> {
        let (admission, transition) = self.breaker.admit(now);
        self.transitions.extend(transition);
        match admission {
            Admission::Admitted(ticket) => {
                let attempt = self.attempt.get_or_insert_with(|| Attempt::empty(now));
                (attempt.ticket, attempt.started) = (Some(ticket), now);
                Ok(())
            }
            Admission::Refused(until) => Err(until),
        }
    }

    /// Takes the next batch.
    fn take(&mut self, batch: BatchConfig) -> Option<Taken<T>> {
        let taken = self.queue.take(batch)?;
        self.ledger.export(taken.items);
        if let Some(attempt) = &mut self.attempt {
            (attempt.items, attempt.oldest) = (taken.items, taken.oldest);
        }
        if self.queue.is_empty() {
            self.waiting_since = None;
        }
        self.is_told_full = false;
        Some(taken)
    }
}

impl Attempt {
    const fn empty(now: Instant) -> Self {
        Self { items: 0, oldest: u64::MAX, ticket: None, started: now }
    }
}

impl<T> State<T> {
    /// Reports the result of an attempt to the circuit breaker.
    pub(in crate::delivery) fn report_to_breaker(&mut self, failure: Option<&Failure>, now: Instant) {
        let Some(attempt) = &mut self.attempt else { return };
        let Some(ticket) = attempt.ticket.take() else { return };
        let outcome = match failure {
            None => CallOutcome::Success,
            Some(failure) if failure.feeds_breaker() => CallOutcome::Failure,
            Some(_) => CallOutcome::Ignored,
        };
        let transition = self.breaker.report(ticket, outcome, now - attempt.started, now);
        self.transitions.extend(transition);
    }
}
