//! Refused calls.

use std::error::Error;
use std::fmt;
use std::time::Instant;

use super::state::{BreakerState, Transition};

/// The reason why a [`CircuitBreaker`](super::CircuitBreaker) refuses a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub(super) state: BreakerState,
    pub(super) retry_at: Option<Instant>,
    pub(super) transition: Option<Transition>,
}

impl Refusal {
    /// Returns the state of the breaker: `open`, `half_open` if all permits are in use, or `forced_open`.
    #[must_use]
    pub fn state(&self) -> BreakerState {
        self.state
    }

    /// Returns the time when to ask again. Before that time, an open breaker refuses every call. For a half-open
    /// breaker, the time is a guess. `None` means that the breaker was forced open: nobody knows for how long.
    #[must_use]
    pub fn retry_at(&self) -> Option<Instant> {
        self.retry_at
    }

    /// Returns the change of state that this refusal caused: from half open to open, if a probe did not end.
    #[must_use]
    pub fn transition(&self) -> Option<Transition> {
        self.transition
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.state {
            BreakerState::HalfOpen => "the circuit breaker is half open and all its permits are in use",
            BreakerState::ForcedOpen => "the circuit breaker was forced open; `reset` closes it",
            _ => "the circuit breaker is open, because earlier calls failed",
        })
    }
}

impl Error for Refusal {}
