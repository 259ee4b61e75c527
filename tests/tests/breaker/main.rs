//! Circuit breakers, with time as an argument.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

mod concurrent;
mod configuration;
mod forced;
mod half_open;
mod model;
mod opening;
mod sliding;

use std::time::{Duration, Instant};

use attuned_telemetry_rt::delivery::CallOutcome::{self, Failure, Success};
use attuned_telemetry_rt::delivery::{BreakerWindow, CircuitBreaker, CircuitBreakerConfig, Transition};

const SECOND: Duration = Duration::from_secs(1);

/// Returns a configuration without jitter, in which only the failure rate of the last ten calls opens a breaker.
fn config() -> CircuitBreakerConfig {
    CircuitBreakerConfig {
        window: BreakerWindow::Count(10),
        minimum_calls: 10,
        consecutive_failures: None,
        jitter: 0.0,
        ..CircuitBreakerConfig::default()
    }
}

fn breaker(config: CircuitBreakerConfig) -> CircuitBreaker {
    CircuitBreaker::new(config).unwrap()
}

fn just_before(time: Instant) -> Instant {
    time.checked_sub(Duration::from_nanos(1)).unwrap()
}

/// Makes a call that takes no time. Panics if the breaker refuses the call.
fn call(breaker: &CircuitBreaker, outcome: CallOutcome, now: Instant) -> Option<Transition> {
    breaker.admit_at(now).unwrap().report_at(outcome, now)
}

fn calls(breaker: &CircuitBreaker, number: usize, outcome: CallOutcome, now: Instant) -> Vec<Transition> {
    (0..number).filter_map(|_| call(breaker, outcome, now)).collect()
}

/// Returns a breaker that opens at this time, for one second.
fn open_breaker(config: CircuitBreakerConfig, now: Instant) -> CircuitBreaker {
    let breaker = breaker(config);
    calls(&breaker, 5, Success, now);
    let transitions = calls(&breaker, 5, Failure, now);
    assert_eq!(transitions.len(), 1, "{transitions:?}");
    breaker
}
