//! The state of a lane, for people and for health checks.

use std::time::{Instant, SystemTime};

use super::lane::{Lane, Phase};
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
    /// It is blocked in the adapter, and there are too many blocked threads for a new one.
    Blocked,
    /// It has ended, because the delivery was shut down.
    Ended,
}

impl DeliveryStatus {
    /// Whether everything is delivered as far as is known.
    #[must_use]
    pub fn is_healthy(&self) -> bool {
        self.worker == WorkerState::Running
            && matches!(self.breaker, BreakerState::Closed | BreakerState::Disabled)
            && !self.is_misconfigured
            && self.last_error.is_none()
            && self.check_error.is_none()
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
        let worker = match (state.worker.is_running, state.phase) {
            (true, _) => WorkerState::Running,
            (false, Phase::Closed) => WorkerState::Ended,
            (false, _) => WorkerState::Blocked,
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
