//! A circuit breaker that threads share.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::PoisonError;
use std::time::Instant;

use super::config::CircuitBreakerConfig;
use super::outcome::CallOutcome;
use super::refusal::Refusal;
use super::state::{BreakerState, Transition};
use super::state_machine::{Admission, StateMachine, Ticket};
use super::sync::{Mutex, MutexGuard};
use crate::delivery::settings::setting_error::SettingError;

/// Protects a program from a backend that fails: after too many failures, calls are refused at once, and the backend is
/// probed after pauses that become longer with each failed probe.
///
/// The adapters of this crate have their own breakers. Use this type for calls that your own adapter makes to several
/// backends.
///
/// ```
/// use std::io;
///
/// use attuned_telemetry_rt::delivery::{CallOutcome, CircuitBreaker, CircuitBreakerConfig};
///
/// fn send(breaker: &CircuitBreaker) -> io::Result<()> {
///     let permit = breaker.admit().map_err(io::Error::other)?;
///     // A panic or an early return here would drop the permit, which counts as a failure.
///     let result: io::Result<()> = Ok(());
///     permit.report(if result.is_ok() { CallOutcome::Success } else { CallOutcome::Failure });
///     result
/// }
///
/// let breaker = CircuitBreaker::new(CircuitBreakerConfig::default())?;
/// send(&breaker)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Each method takes one lock for a short time, and none waits for a call. The methods whose names end in `_at` take
/// the current time as an argument, for tests. Use one clock for all calls of a breaker.
pub struct CircuitBreaker {
    inner: Mutex<Inner>,
}

struct Inner {
    machine: StateMachine,
    /// The change of state that a dropped permit caused. A drop cannot return it.
    after_drop: Option<Transition>,
}

impl CircuitBreaker {
    /// Creates a closed breaker. If the configuration is not enabled, the breaker is disabled.
    ///
    /// # Errors
    ///
    /// Returns an error for the first setting whose value is not allowed.
    pub fn new(config: CircuitBreakerConfig) -> Result<Self, SettingError> {
        // The hasher has random keys, so that the pauses of two processes are different.
        Self::with_seed(config, RandomState::new().hash_one(0_u8))
    }

    /// Creates a breaker whose jitter has this seed.
    pub(crate) fn with_seed(config: CircuitBreakerConfig, seed: u64) -> Result<Self, SettingError> {
        config.validate()?;
        Ok(Self { inner: Mutex::new(Inner { machine: StateMachine::new(config, seed), after_drop: None }) })
    }

    /// Asks whether a call may be made now. The permit has to be reported when the call has ended.
    ///
    /// # Errors
    ///
    /// Returns a refusal if the breaker is open, or half open and all permits are in use. The call must not be made.
    pub fn admit(&self) -> Result<Permit<'_>, Refusal> {
        self.admit_at(Instant::now())
    }

    /// The same as [`admit`](Self::admit), at the given time.
    ///
    /// # Errors
    ///
    /// The errors are those of [`admit`](Self::admit).
    pub fn admit_at(&self, now: Instant) -> Result<Permit<'_>, Refusal> {
        let mut inner = self.lock();
        let (admission, transition) = inner.machine.admit(now);
        match admission {
            Admission::Admitted(ticket) => Ok(Permit { breaker: self, ticket: Some(ticket), started: now, transition }),
            Admission::Refused(retry_at) => Err(Refusal { state: inner.machine.state(), retry_at, transition }),
        }
    }

    /// Returns the state. An open breaker stays in the state `open` after its pause, until the next call is admitted.
    pub fn state(&self) -> BreakerState {
        self.lock().machine.state()
    }

    /// Returns a copy of the configuration.
    pub fn config(&self) -> CircuitBreakerConfig {
        self.lock().machine.config().clone()
    }

    /// Refuses all calls until [`reset`](Self::reset). Results of calls in flight do not count.
    pub fn force_open(&self) -> Option<Transition> {
        self.lock().machine.force_open()
    }

    /// Admits all calls until [`reset`](Self::reset), whatever their results.
    pub fn disable(&self) -> Option<Transition> {
        self.lock().machine.disable()
    }

    /// Returns to the first state, with an empty window: closed, or disabled if the configuration says so. This is for
    /// a backend that was replaced. It also ends [`force_open`](Self::force_open) and [`disable`](Self::disable).
    /// Results of calls in flight do not count.
    pub fn reset(&self) -> Option<Transition> {
        self.lock().machine.reset()
    }

    /// Uses another configuration from now on. The state stays, unless `enabled` changes: then it is that of a new
    /// breaker. The window becomes empty if `window` changes. If an open breaker's pause would last for longer than the
    /// new `max_open`, it is shortened.
    ///
    /// # Errors
    ///
    /// Returns an error for the first setting whose value is not allowed. The former configuration stays in use.
    pub fn reconfigure(&self, config: CircuitBreakerConfig) -> Result<Option<Transition>, SettingError> {
        self.reconfigure_at(config, Instant::now())
    }

    /// The same as [`reconfigure`](Self::reconfigure), at the given time.
    ///
    /// # Errors
    ///
    /// The errors are those of [`reconfigure`](Self::reconfigure).
    pub fn reconfigure_at(
        &self,
        config: CircuitBreakerConfig,
        now: Instant,
    ) -> Result<Option<Transition>, SettingError> {
        config.validate()?;
        Ok(self.lock().machine.reconfigure(config, now))
    }

    /// Returns the change of state that a dropped permit caused, once. All other changes are returned by the method
    /// that causes them.
    pub fn take_transition_after_drop(&self) -> Option<Transition> {
        self.lock().after_drop.take()
    }

    /// The state machine does not panic. If a panic of another kind hits a thread in here, the state is still valid.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for CircuitBreaker {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("CircuitBreaker").field("state", &self.state()).finish_non_exhaustive()
    }
}

/// The right to make one call. [Report](Self::report) its result. A permit that is dropped without a result counts as a
/// failure, and is given back: a future that was dropped, or a panic.
#[must_use = "a permit that is dropped counts as a failed call"]
pub struct Permit<'breaker> {
    breaker: &'breaker CircuitBreaker,
    /// `None` after the result was reported.
    ticket: Option<Ticket>,
    started: Instant,
    transition: Option<Transition>,
}

impl Permit<'_> {
    /// Returns the change of state that this permit caused: from open to half open, if it is the first probe.
    #[must_use]
    pub fn transition(&self) -> Option<Transition> {
        self.transition
    }

    /// Reports the result of the call, and returns the change of state that it caused. The call took the time since
    /// [`CircuitBreaker::admit`].
    pub fn report(self, outcome: CallOutcome) -> Option<Transition> {
        self.report_at(outcome, Instant::now())
    }

    /// The same as [`report`](Self::report), at the given time.
    pub fn report_at(mut self, outcome: CallOutcome, now: Instant) -> Option<Transition> {
        let duration = now.saturating_duration_since(self.started);
        let ticket = self.ticket.take()?;
        self.breaker.lock().machine.report(ticket, outcome, duration, now)
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let Some(ticket) = self.ticket.take() else { return };
        let mut inner = self.breaker.lock();
        let transition = inner.machine.cancel(ticket, Instant::now());
        // A later drop can only change the state after a method has returned a change in between.
        inner.after_drop = transition.or(inner.after_drop.take());
    }
}

impl fmt::Debug for Permit<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Permit").field("started", &self.started).finish_non_exhaustive()
    }
}
