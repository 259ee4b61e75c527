//! States that the program chooses.

use std::time::Instant;

use attuned_telemetry_rt::delivery::BreakerState::{Closed, Disabled, ForcedOpen, HalfOpen, Open};
use attuned_telemetry_rt::delivery::CallOutcome::{Failure, Success};
use attuned_telemetry_rt::delivery::CircuitBreakerConfig;
use attuned_telemetry_rt::delivery::TransitionCause::{Reconfigured, Requested};

use super::{SECOND, breaker, call, calls, config, open_breaker};

#[test]
fn forced_open_stays_open() {
    let (breaker, now) = (breaker(config()), Instant::now());
    let in_flight = breaker.admit_at(now).unwrap();
    let transition = breaker.force_open().unwrap();
    assert_eq!((transition.from, transition.to, transition.cause), (Closed, ForcedOpen, Requested));
    assert_eq!(breaker.force_open(), None);
    assert_eq!(in_flight.report_at(Success, now), None);
    for seconds in [0, 60, 1_000_000] {
        let refusal = breaker.admit_at(now + seconds * SECOND).unwrap_err();
        assert_eq!((refusal.state(), refusal.retry_at()), (ForcedOpen, None));
        assert_eq!(refusal.to_string(), "the circuit breaker was forced open; `reset` closes it");
    }
    assert_eq!(breaker.reset().map(|transition| transition.to), Some(Closed));
    assert!(breaker.admit_at(now).is_ok());
}

#[test]
fn disabled_never_refuses() {
    let now = Instant::now();
    let by_configuration = breaker(CircuitBreakerConfig { enabled: false, ..config() });
    let by_call = open_breaker(config(), now);
    assert_eq!(by_call.disable().map(|transition| (transition.from, transition.to)), Some((Open, Disabled)));
    for breaker in [by_configuration, by_call] {
        assert_eq!(calls(&breaker, 1_000, Failure, now), []);
        assert_eq!(breaker.state(), Disabled);
    }
}

#[test]
fn reset_begins_anew_and_results_of_calls_before_do_not_count() {
    let (breaker, now) = (breaker(config()), Instant::now());
    let in_flight = (0..5).map(|_| breaker.admit_at(now).unwrap()).collect::<Vec<_>>();
    calls(&breaker, 4, Failure, now);
    assert_eq!(breaker.reset(), None, "the state is the same");
    for permit in in_flight {
        assert_eq!(permit.report_at(Failure, now), None);
    }
    assert_eq!(calls(&breaker, 9, Failure, now), []);
    assert!(call(&breaker, Failure, now).is_some());
    assert_eq!(breaker.reset().map(|transition| (transition.from, transition.to)), Some((Open, Closed)));
}

#[test]
fn reconfiguration_that_enables_or_disables_changes_the_state() {
    let now = Instant::now();
    let breaker = open_breaker(config(), now);
    let off = breaker.reconfigure_at(CircuitBreakerConfig { enabled: false, ..config() }, now).unwrap().unwrap();
    assert_eq!((off.from, off.to, off.cause), (Open, Disabled, Reconfigured));
    let on = breaker.reconfigure_at(config(), now).unwrap().unwrap();
    assert_eq!((on.from, on.to, on.cause), (Disabled, Closed, Reconfigured));
}

#[test]
fn reconfiguration_keeps_the_calls_so_far_and_shortens_a_long_pause() {
    let (breaker, now) = (breaker(config()), Instant::now());
    calls(&breaker, 6, Failure, now);
    let stricter = CircuitBreakerConfig { minimum_calls: 7, open_for: 40 * SECOND, ..config() };
    assert_eq!(breaker.reconfigure_at(stricter, now), Ok(None));
    assert_eq!(call(&breaker, Failure, now).and_then(|transition| transition.pause), Some(40 * SECOND));
    let shorter = CircuitBreakerConfig { max_open: 2 * SECOND, ..config() };
    assert_eq!(breaker.reconfigure_at(shorter, now), Ok(None));
    assert!(breaker.admit_at(now + SECOND).is_err());
    assert!(breaker.admit_at(now + 2 * SECOND).is_ok_and(|_| breaker.state() == HalfOpen));
}

#[test]
fn invalid_reconfiguration_changes_nothing() {
    let breaker = breaker(config());
    let error = breaker.reconfigure(CircuitBreakerConfig { half_open_permits: 0, ..config() }).unwrap_err();
    assert_eq!(error.field(), "half_open_permits");
    assert_eq!(breaker.config(), config());
}
