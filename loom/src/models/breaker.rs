//! The circuit breaker.

use std::time::{Duration, Instant};

use loom::thread;

use super::model;
use crate::delivery::breaker::CallOutcome::{Failure, Success};
use crate::delivery::breaker::{BreakerState, BreakerWindow, CircuitBreaker, CircuitBreakerConfig, Permit};

const SECOND: Duration = Duration::from_secs(1);

/// Returns a breaker for one execution, which two failures of two calls open, and one successful probe closes.
fn breaker() -> &'static CircuitBreaker {
    let config = CircuitBreakerConfig {
        window: BreakerWindow::Count(2),
        minimum_calls: 2,
        failure_rate: 1.0,
        consecutive_failures: None,
        jitter: 0.0,
        half_open_successes: 1,
        ..CircuitBreakerConfig::default()
    };
    Box::leak(Box::new(CircuitBreaker::with_seed(config, 0).expect("the configuration is valid")))
}

/// Returns a breaker that opened at this time, for one second.
fn open_breaker(now: Instant) -> &'static CircuitBreaker {
    let breaker = breaker();
    let opened = [(); 2].map(|()| breaker.admit_at(now).expect("it is closed").report_at(Failure, now).is_some());
    assert_eq!(opened, [false, true]);
    breaker
}

#[test]
fn one_of_two_threads_gets_the_only_permit_and_the_change_to_half_open() {
    model(|| {
        let now = Instant::now();
        let breaker = open_breaker(now);
        let probe = move || breaker.admit_at(now + SECOND).ok();
        let other = thread::spawn(move || probe().map(|permit| (permit.transition(), std::mem::forget(permit)).0));
        let ours = probe();
        let theirs = other.join().expect("the thread does not panic");
        assert!(ours.is_some() != theirs.is_some(), "{ours:?} {theirs:?}");
        let transition = ours.as_ref().map_or(theirs.flatten(), Permit::transition);
        assert!(transition.is_some_and(|transition| transition.to == BreakerState::HalfOpen), "{transition:?}");
        std::mem::forget(ours);
    });
}

#[test]
fn two_failures_at_the_same_time_are_both_recorded_and_one_thread_gets_the_change() {
    model(|| {
        let (breaker, now) = (breaker(), Instant::now());
        let fail = move || breaker.admit_at(now).is_ok_and(|permit| permit.report_at(Failure, now).is_some());
        let other = thread::spawn(fail);
        let ours = fail();
        assert!(ours != other.join().expect("the thread does not panic"));
        assert_eq!(breaker.state(), BreakerState::Open);
    });
}

#[test]
fn probe_that_ends_while_another_is_asked_for_gives_its_permit_back() {
    model(|| {
        let now = Instant::now();
        let breaker = open_breaker(now);
        let probe = move || match breaker.admit_at(now + SECOND) {
            Ok(permit) => {
                permit.report_at(Success, now + SECOND);
                true
            }
            Err(_) => false,
        };
        let other = thread::spawn(probe);
        let ours = probe();
        let theirs = other.join().expect("the thread does not panic");
        assert!(ours || theirs);
        assert_eq!(breaker.state(), BreakerState::Closed);
    });
}

#[test]
fn dropped_probe_opens_it_again_and_its_change_is_kept() {
    model(|| {
        let now = Instant::now();
        let breaker = open_breaker(now);
        let other = thread::spawn(move || drop(breaker.admit_at(now + SECOND).expect("the pause has ended")));
        let seen = breaker.state();
        assert!(seen == BreakerState::Open || seen == BreakerState::HalfOpen, "{seen}");
        other.join().expect("the thread does not panic");
        assert_eq!(breaker.state(), BreakerState::Open);
        let kept = breaker.take_transition_after_drop().map(|transition| (transition.from, transition.to));
        assert_eq!(kept, Some((BreakerState::HalfOpen, BreakerState::Open)));
    });
}

#[test]
fn result_that_competes_with_a_reset_never_counts_after_it() {
    model(|| {
        let (breaker, now) = (breaker(), Instant::now());
        let [first, second] = [(); 2].map(|()| breaker.admit_at(now).expect("it is closed"));
        let other = thread::spawn(move || {
            first.report_at(Failure, now);
            second.report_at(Failure, now);
        });
        breaker.reset();
        other.join().expect("the thread does not panic");
        assert_eq!(breaker.state(), BreakerState::Closed);
        let failure = breaker.admit_at(now).expect("it is closed").report_at(Failure, now);
        assert_eq!(failure, None, "the window was empty");
    });
}
