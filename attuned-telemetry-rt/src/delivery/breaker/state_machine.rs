//! The states of a circuit breaker as a pure state machine: time is an argument, and nothing is locked.
//!
//! ```text
//!             rates, failures in a row                pause ended
//!   closed ───────────────────────────────▶ open ───────────────────▶ half open
//!     ▲                                      ▲                         │     │
//!     │                                      └── a probe failed ───────┘     │
//!     └──────────────────────── enough probes succeeded ────────────────────┘
//!
//!   any ── force_open ──▶ forced open ── reset ──▶ closed
//!   any ── disable ─────▶ disabled ───── reset ──▶ closed
//! ```
//!
//! Every change of the state begins a new generation. A permit belongs to the generation in which it was given, and its
//! result counts in this generation only.

use std::time::{Duration, Instant};

use super::config::CircuitBreakerConfig;
use super::outcome::CallOutcome;
use super::pause::Pauses;
use super::state::{BreakerState, Transition, TransitionCause};
use super::window::{Call, Totals, Window};

pub(crate) struct StateMachine {
    config: CircuitBreakerConfig,
    phase: Phase,
    generation: u64,
    window: Window,
    failures_in_a_row: u32,
    pauses: Pauses,
}

enum Phase {
    Closed,
    Open { until: Instant },
    HalfOpen(Probes),
    ForcedOpen,
    Disabled,
}

/// The probes of the state `half_open`.
struct Probes {
    in_flight: u32,
    succeeded: u32,
    /// When the latest probe was admitted.
    latest: Instant,
}

/// The right to make one call. It can be reported once, because it is not `Clone`.
#[derive(Debug)]
pub(crate) struct Ticket {
    generation: u64,
}

/// The answer to a caller who asks whether to call.
#[derive(Debug)]
pub(crate) enum Admission {
    Admitted(Ticket),
    /// The time when to ask again, if it is known.
    Refused(Option<Instant>),
}

impl StateMachine {
    /// Creates a breaker that is closed, or disabled if the configuration says so. The seed is that of the jitter.
    pub(crate) fn new(config: CircuitBreakerConfig, seed: u64) -> Self {
        let window = Window::new(config.window);
        let phase = Phase::initial(&config);
        Self { config, phase, generation: 0, window, failures_in_a_row: 0, pauses: Pauses::new(seed) }
    }

    pub(crate) fn state(&self) -> BreakerState {
        self.phase.state()
    }

    /// Whether calls are refused, and no probe is due.
    pub(crate) fn is_refusing(&self, now: Instant) -> bool {
        match self.phase {
            Phase::Open { until } => now < until,
            Phase::ForcedOpen => true,
            Phase::Closed | Phase::HalfOpen(_) | Phase::Disabled => false,
        }
    }

    pub(crate) fn config(&self) -> &CircuitBreakerConfig {
        &self.config
    }

    /// Decides about a call. An open breaker whose pause has ended becomes half open here.
    pub(crate) fn admit(&mut self, now: Instant) -> (Admission, Option<Transition>) {
        let transition = self.advance(now);
        (self.decide(now), transition)
    }

    fn advance(&mut self, now: Instant) -> Option<Transition> {
        match &self.phase {
            Phase::Open { until } if now >= *until => {
                let probes = Probes { in_flight: 0, succeeded: 0, latest: now };
                self.change(Phase::HalfOpen(probes), TransitionCause::PauseEnded)
            }
            // Without this, probes that never end would keep the breaker half open for ever.
            Phase::HalfOpen(probes)
                if probes.in_flight >= self.config.half_open_permits
                    && now.saturating_duration_since(probes.latest) >= self.config.max_open =>
            {
                self.reopen(TransitionCause::ProbeLost, now)
            }
            _ => None,
        }
    }

    fn decide(&mut self, now: Instant) -> Admission {
        match &mut self.phase {
            Phase::Closed | Phase::Disabled => Admission::Admitted(Ticket { generation: self.generation }),
            Phase::HalfOpen(probes) if probes.in_flight < self.config.half_open_permits => {
                probes.in_flight += 1;
                probes.latest = now;
                Admission::Admitted(Ticket { generation: self.generation })
            }
            // By then, the probes have probably ended.
            Phase::HalfOpen(_) => Admission::Refused(now.checked_add(self.config.open_for)),
            Phase::Open { until } => Admission::Refused(Some(*until)),
            Phase::ForcedOpen => Admission::Refused(None),
        }
    }

    /// Records the result of an admitted call, and gives its permit back. A result of an older generation does nothing.
    #[expect(clippy::needless_pass_by_value, reason = "a ticket is used up, so it counts once")]
    pub(crate) fn report(
        &mut self,
        ticket: Ticket,
        outcome: CallOutcome,
        duration: Duration,
        now: Instant,
    ) -> Option<Transition> {
        if ticket.generation != self.generation {
            return None;
        }
        let slow = duration >= self.config.slow_call_duration;
        match &self.phase {
            Phase::Closed => self.record(outcome, slow, now),
            Phase::HalfOpen(_) => self.end_probe(outcome, slow, now),
            Phase::Open { .. } | Phase::ForcedOpen | Phase::Disabled => None,
        }
    }

    /// Records a call that ended without a result: its future was dropped, or it panicked. This is a failure.
    pub(crate) fn cancel(&mut self, ticket: Ticket, now: Instant) -> Option<Transition> {
        self.report(ticket, CallOutcome::Failure, Duration::ZERO, now)
    }

    fn record(&mut self, outcome: CallOutcome, slow: bool, now: Instant) -> Option<Transition> {
        let failed = match outcome {
            CallOutcome::Success => false,
            CallOutcome::Failure => true,
            CallOutcome::Ignored => return None,
        };
        self.failures_in_a_row = if failed { self.failures_in_a_row.saturating_add(1) } else { 0 };
        self.window.record(Call { failed, slow }, now);
        let cause = self.reason_to_open()?;
        let pause = self.pauses.first(&self.config);
        self.open(pause, cause, now)
    }

    fn reason_to_open(&self) -> Option<TransitionCause> {
        let Totals { calls, failed, slow } = self.window.totals();
        let reaches =
            |part: u32, rate: f64| calls >= self.config.minimum_calls && f64::from(part) / f64::from(calls) >= rate;
        if self.config.consecutive_failures.is_some_and(|most| self.failures_in_a_row >= most) {
            Some(TransitionCause::ConsecutiveFailures)
        } else if reaches(failed, self.config.failure_rate) {
            Some(TransitionCause::FailureRate)
        } else {
            reaches(slow, self.config.slow_call_rate).then_some(TransitionCause::SlowCallRate)
        }
    }

    fn end_probe(&mut self, outcome: CallOutcome, slow: bool, now: Instant) -> Option<Transition> {
        let Phase::HalfOpen(probes) = &mut self.phase else { return None };
        probes.in_flight = probes.in_flight.saturating_sub(1);
        if slow || outcome == CallOutcome::Failure {
            return self.reopen(TransitionCause::ProbeFailed, now);
        }
        probes.succeeded = probes.succeeded.saturating_add(1);
        let is_enough = probes.succeeded >= self.config.half_open_successes;
        is_enough.then(|| self.change(Phase::Closed, TransitionCause::ProbesSucceeded)).flatten()
    }

    fn reopen(&mut self, cause: TransitionCause, now: Instant) -> Option<Transition> {
        let pause = self.pauses.longer(&self.config);
        self.open(pause, cause, now)
    }

    fn open(&mut self, pause: Duration, cause: TransitionCause, now: Instant) -> Option<Transition> {
        let until = now.checked_add(pause).unwrap_or(now);
        let transition = self.change(Phase::Open { until }, cause)?;
        Some(Transition { pause: Some(pause), ..transition })
    }

    /// Refuses all calls until [`reset`](Self::reset).
    pub(crate) fn force_open(&mut self) -> Option<Transition> {
        self.change(Phase::ForcedOpen, TransitionCause::Requested)
    }

    /// Admits all calls until [`reset`](Self::reset), and records none.
    pub(crate) fn disable(&mut self) -> Option<Transition> {
        self.change(Phase::Disabled, TransitionCause::Requested)
    }

    /// Begins anew, as after [`new`](Self::new). No result of a call that was admitted before counts.
    pub(crate) fn reset(&mut self) -> Option<Transition> {
        self.change(Phase::initial(&self.config), TransitionCause::Requested)
    }

    /// Uses another configuration, which must be valid, from now on. The state stays, unless the configuration enables
    /// or disables the breaker. A pause that would last longer than the new maximum is shortened.
    pub(crate) fn reconfigure(&mut self, config: CircuitBreakerConfig, now: Instant) -> Option<Transition> {
        if config.window != self.config.window {
            self.window = Window::new(config.window);
        }
        if let (Phase::Open { until }, Some(latest)) = (&mut self.phase, now.checked_add(config.max_open)) {
            *until = latest.min(*until);
        }
        let is_switched = config.enabled != self.config.enabled;
        self.config = config;
        is_switched.then(|| self.change(Phase::initial(&self.config), TransitionCause::Reconfigured)).flatten()
    }

    /// Enters a state with a new generation, without memory of earlier calls. Returns `None` if the state is the same.
    fn change(&mut self, phase: Phase, cause: TransitionCause) -> Option<Transition> {
        let (from, to) = (self.phase.state(), phase.state());
        self.phase = phase;
        self.generation = self.generation.wrapping_add(1);
        self.window.clear();
        self.failures_in_a_row = 0;
        (from != to).then_some(Transition { from, to, cause, pause: None })
    }
}

impl Phase {
    fn initial(config: &CircuitBreakerConfig) -> Self {
        if config.enabled { Self::Closed } else { Self::Disabled }
    }

    fn state(&self) -> BreakerState {
        match self {
            Self::Closed => BreakerState::Closed,
            Self::Open { .. } => BreakerState::Open,
            Self::HalfOpen(_) => BreakerState::HalfOpen,
            Self::ForcedOpen => BreakerState::ForcedOpen,
            Self::Disabled => BreakerState::Disabled,
        }
    }
}
