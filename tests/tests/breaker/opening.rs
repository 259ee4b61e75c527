//! What opens a breaker.

use std::time::Instant;

use attuned_telemetry_rt::delivery::BreakerState::{Closed, Open};
use attuned_telemetry_rt::delivery::CallOutcome::{Failure, Ignored, Success};
use attuned_telemetry_rt::delivery::TransitionCause::{ConsecutiveFailures, FailureRate, SlowCallRate};
use attuned_telemetry_rt::delivery::{BreakerWindow, CallOutcome, CircuitBreakerConfig, DeliveryError};

use super::{SECOND, breaker, call, calls, config, just_before};

/// Failures that end a window of 100 calls open a breaker of the same size, however many calls succeeded before. The
/// count window of `tower-resilience` 0.14 does not slide: it lets all 5,000 failures through.
#[test]
fn ten_thousand_successes_then_failures_open_it_within_the_window() {
    let breaker = breaker(CircuitBreakerConfig { window: BreakerWindow::Count(100), ..config() });
    let now = Instant::now();
    assert_eq!(calls(&breaker, 10_000, Success, now), []);
    let results: Vec<_> =
        (0..5_000).filter_map(|_| Some(breaker.admit_at(now).ok()?.report_at(Failure, now))).collect();
    assert_eq!(results.len(), 50, "half of the window");
    assert_eq!(results.last().unwrap().map(|transition| transition.cause), Some(FailureRate));
}

#[test]
fn failure_rate_opens_it_exactly_at_its_value() {
    let now = Instant::now();
    for (failures, expected) in [(2, None), (3, Some(FailureRate)), (4, Some(FailureRate))] {
        let config = CircuitBreakerConfig { failure_rate: 0.3, ..config() };
        let breaker = breaker(config);
        assert_eq!(calls(&breaker, failures, Failure, now), []);
        let transitions = calls(&breaker, 10 - failures, Success, now);
        assert_eq!(transitions.first().map(|transition| transition.cause), expected, "{failures} of 10");
    }
}

#[test]
fn rates_do_not_count_before_the_minimum_of_calls() {
    let (breaker, now) = (breaker(config()), Instant::now());
    assert_eq!(calls(&breaker, 9, Failure, now), []);
    assert_eq!(breaker.state(), Closed);
    let transition = call(&breaker, Failure, now).unwrap();
    assert_eq!((transition.from, transition.to, transition.cause), (Closed, Open, FailureRate));
    assert_eq!(transition.pause, Some(SECOND));
}

#[test]
fn slow_call_counts() {
    let (breaker, now) = (breaker(CircuitBreakerConfig { slow_call_duration: SECOND, ..config() }), Instant::now());
    let slow = || breaker.admit_at(now).unwrap().report_at(Success, now + SECOND);
    assert!((0..9).all(|_| slow().is_none()));
    assert_eq!(slow().map(|transition| transition.cause), Some(SlowCallRate));
}

#[test]
fn fast_call_is_not_slow() {
    let (breaker, now) = (breaker(CircuitBreakerConfig { slow_call_duration: SECOND, ..config() }), Instant::now());
    for _ in 0..100 {
        let permit = breaker.admit_at(now).unwrap();
        assert_eq!(permit.report_at(Success, just_before(now + SECOND)), None);
    }
}

#[test]
fn failures_in_a_row_open_it_before_the_minimum_of_calls() {
    let (breaker, now) = (breaker(CircuitBreakerConfig { consecutive_failures: Some(3), ..config() }), Instant::now());
    for outcomes in [[Failure, Failure, Success], [Failure, Ignored, Failure]] {
        assert!(outcomes.iter().all(|outcome| call(&breaker, *outcome, now).is_none()));
    }
    assert_eq!(call(&breaker, Failure, now).map(|transition| transition.cause), Some(ConsecutiveFailures));
}

/// `recloser` 1.4 and `failsafe` 1.3 do not record futures that are dropped, so they never open while each call runs
/// into the caller's timeout.
#[test]
fn dropped_futures_count() {
    let breaker = breaker(config());
    for _ in 0..10 {
        let mut call = Box::pin(async {
            let permit = breaker.admit().unwrap();
            std::future::pending::<()>().await;
            permit.report(Success);
        });
        assert!(futures_util::FutureExt::now_or_never(&mut call).is_none());
    }
    assert_eq!(breaker.state(), Open);
    let transition = breaker.take_transition_after_drop().unwrap();
    assert_eq!((transition.from, transition.to, transition.cause), (Closed, Open, FailureRate));
    assert_eq!(breaker.take_transition_after_drop(), None);
}

#[test]
fn panics_count() {
    let breaker = breaker(config());
    for _ in 0..10 {
        let call = std::panic::AssertUnwindSafe(|| {
            let _permit = breaker.admit().unwrap();
            // Unlike `panic!`, this does not print a report.
            std::panic::resume_unwind(Box::new("a bug in an adapter"));
        });
        assert!(std::panic::catch_unwind(call).is_err());
    }
    assert_eq!(breaker.state(), Open);
}

#[test]
fn permanent_and_configuration_errors_are_neither_failures_nor_successes() {
    let outcome = |error: &DeliveryError| CallOutcome::from(error);
    assert_eq!(outcome(&DeliveryError::transient("connection reset")), Failure);
    assert_eq!(outcome(&DeliveryError::overload("429 Too Many Requests")), Failure);
    assert_eq!(outcome(&DeliveryError::permanent("400 Bad Request")), Ignored);
    assert_eq!(outcome(&DeliveryError::configuration("401 Unauthorized")), Ignored);

    let (breaker, now) = (breaker(config()), Instant::now());
    assert_eq!(calls(&breaker, 9, Failure, now), []);
    assert_eq!(calls(&breaker, 1_000, Ignored, now), []);
    assert_eq!(call(&breaker, Failure, now).map(|transition| transition.cause), Some(FailureRate));
}
