//! The states of a circuit breaker, and the changes between them.

use std::fmt;
use std::time::Duration;

/// State of a [`CircuitBreaker`](super::CircuitBreaker).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BreakerState {
    /// Every call is admitted, and its result is recorded.
    Closed,
    /// Calls are refused until a pause has ended.
    Open,
    /// The pause has ended. A few calls are admitted as probes, and their results decide what follows.
    HalfOpen,
    /// Calls are refused until [`CircuitBreaker::reset`](super::CircuitBreaker::reset).
    ForcedOpen,
    /// Every call is admitted, and no result is recorded.
    Disabled,
}

impl BreakerState {
    /// Returns the name, as in labels and events: `closed`, `open`, `half_open`, `forced_open` or `disabled`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Open => "open",
            Self::HalfOpen => "half_open",
            Self::ForcedOpen => "forced_open",
            Self::Disabled => "disabled",
        }
    }
}

impl fmt::Display for BreakerState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Why a breaker changed its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransitionCause {
    /// The share of failed calls in the window reached `failure_rate`.
    FailureRate,
    /// The share of slow calls in the window reached `slow_call_rate`.
    SlowCallRate,
    /// As many calls in a row failed as `consecutive_failures` says.
    ConsecutiveFailures,
    /// The pause ended.
    PauseEnded,
    /// A probe failed, was slow or was dropped.
    ProbeFailed,
    /// A probe did not end within `max_open`.
    ProbeLost,
    /// As many probes succeeded as `half_open_successes` says.
    ProbesSucceeded,
    /// `force_open`, `disable` or `reset` was called.
    Requested,
    /// A new configuration enables or disables the breaker.
    Reconfigured,
}

impl TransitionCause {
    /// Returns the name, as in events, such as `failure_rate`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FailureRate => "failure_rate",
            Self::SlowCallRate => "slow_call_rate",
            Self::ConsecutiveFailures => "consecutive_failures",
            Self::PauseEnded => "pause_ended",
            Self::ProbeFailed => "probe_failed",
            Self::ProbeLost => "probe_lost",
            Self::ProbesSucceeded => "probes_succeeded",
            Self::Requested => "requested",
            Self::Reconfigured => "reconfigured",
        }
    }
}

/// A change of the state of a breaker. Whoever caused it gets it, to write an event or to update a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Transition {
    /// The state before.
    pub from: BreakerState,
    /// The state now.
    pub to: BreakerState,
    /// Why the state changed.
    pub cause: TransitionCause,
    /// The pause before the next probe, if the breaker is open now.
    pub pause: Option<Duration>,
}
