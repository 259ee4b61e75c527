//! The state of a lane, for people and for health checks.

use std::time::{Instant, SystemTime};

use super::lane::Lane;
use crate::delivery::breaker::BreakerState;
use crate::delivery::ledger::Accounting;
use crate::delivery::queue::weigh::Weigh;

/// The state of the delivery of one signal to one adapter.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DeliveryStatus {
    /// The name of the adapter.
    pub backend: String,
    /// The signal: `metrics`, `traces`, `logs`, `health` or `audit`.
    pub signal: &'static str,
    /// The thread that delivers.
    pub worker: WorkerState,
    /// The state of the circuit breaker.
    pub breaker: BreakerState,
    /// What happened to the items.
    pub accounting: Accounting,
    /// The memory of the items in the queue, in bytes.
    pub queued_bytes: usize,
    /// When the last batch was delivered.
    pub last_success: Option<SystemTime>,
    /// The last error. `None` after a batch is delivered.
    pub last_error: Option<String>,
    /// The error of the last flush, if it failed.
    pub flush_error: Option<String>,
    /// The error of the last check of the adapter's health, if it failed.
    pub check_error: Option<String>,
    /// Whether a setting has to be corrected before anything is delivered.
    pub is_misconfigured: bool,
}

/// The thread that delivers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WorkerState {
    /// It delivers, or waits for items.
    Running,
    /// It is blocked in the adapter, and there are too many blocked threads for a new one. Or this process was forked
    /// after the thread was started, which the new process does not have.
    Blocked,
    /// It has ended, because the delivery was shut down.
    Ended,
}

impl DeliveryStatus {
    /// Returns what is wrong, if anything is.
    #[must_use]
    pub fn problem(&self) -> Option<String> {
        let state = match (self.worker, self.breaker) {
            (WorkerState::Blocked, _) => Some("the adapter blocks its threads"),
            (WorkerState::Ended, _) => Some("the delivery was shut down"),
            (_, BreakerState::Open) => Some("the circuit breaker is open"),
            (_, BreakerState::ForcedOpen) => Some("the circuit breaker is forced open"),
            (_, BreakerState::HalfOpen) => Some("the circuit breaker is half open"),
            (_, BreakerState::Closed | BreakerState::Disabled) => None,
        };
        let error = self.check_error.as_ref().or(self.last_error.as_ref());
        match (state, error) {
            (Some(state), Some(error)) => Some(format!("{state}: {error}")),
            (Some(state), None) => Some(state.to_owned()),
            (None, error) => error.cloned(),
        }
    }

    /// Whether everything is delivered as far as is known.
    #[must_use]
    pub fn is_healthy(&self) -> bool {
        self.problem().is_none()
    }
}

impl<T: Weigh> Lane<T> {
    /// Returns the current numbers.
    pub(crate) fn accounting(&self) -> Accounting {
        self.lock().ledger.read()
    }

    /// Returns the current state.
    pub(crate) fn status(&self) -> DeliveryStatus {
        let state = self.lock();
        let worker = match state.worker.is_here() {
            _ if state.has_ended() => WorkerState::Ended,
            true => WorkerState::Running,
            false => WorkerState::Blocked,
        };
        DeliveryStatus {
            backend: self.name.backend.to_string(),
            signal: self.name.signal,
            worker,
            breaker: state.breaker.state(),
            accounting: state.ledger.read(),
            queued_bytes: state.queue.bytes(),
            last_success: state.last_success,
            last_error: state.last_error.as_ref().map(ToString::to_string),
            flush_error: state.flush_error.as_ref().map(ToString::to_string),
            check_error: state.check_error.as_ref().map(ToString::to_string),
            is_misconfigured: state.paused_until.is_some_and(|until| Instant::now() < until),
        }
    }
}
