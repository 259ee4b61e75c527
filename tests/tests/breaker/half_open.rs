//! Pauses, and the probes that end them.

use std::time::Instant;

use attuned_telemetry_rt::delivery::BreakerState::{Closed, HalfOpen, Open};
use attuned_telemetry_rt::delivery::CallOutcome::{Failure, Ignored, Success};
use attuned_telemetry_rt::delivery::CircuitBreakerConfig;
use attuned_telemetry_rt::delivery::TransitionCause::{PauseEnded, ProbeFailed, ProbeLost, ProbesSucceeded};

use super::{SECOND, breaker, call, calls, config, just_before, open_breaker};

#[test]
fn open_breaker_refuses_calls_until_the_pause_has_ended() {
    let now = Instant::now();
    let breaker = open_breaker(config(), now);
    let refusal = breaker.admit_at(just_before(now + SECOND)).unwrap_err();
    assert_eq!((refusal.state(), refusal.retry_at(), refusal.transition()), (Open, Some(now + SECOND), None));
    assert_eq!(refusal.to_string(), "the circuit breaker is open, because earlier calls failed");

    let probe = breaker.admit_at(now + SECOND).unwrap();
    let transition = probe.transition().unwrap();
    assert_eq!((transition.from, transition.to, transition.cause), (Open, HalfOpen, PauseEnded));
    assert_eq!(probe.report_at(Success, now + SECOND), None);
}

#[test]
fn enough_successful_probes_close_it_with_an_empty_window() {
    let now = Instant::now();
    let breaker = open_breaker(config(), now);
    assert_eq!(call(&breaker, Success, now + SECOND), None);
    let transition = call(&breaker, Success, now + SECOND).unwrap();
    assert_eq!((transition.from, transition.to, transition.cause), (HalfOpen, Closed, ProbesSucceeded));
    assert_eq!(calls(&breaker, 9, Failure, now + SECOND), [], "the minimum of calls counts from here");
}

#[test]
fn each_failed_probe_doubles_the_pause_up_to_the_maximum() {
    let mut now = Instant::now();
    let breaker = open_breaker(CircuitBreakerConfig { max_open: 5 * SECOND, ..config() }, now);
    for (pause, next) in [(1, 2), (2, 4), (4, 5), (5, 5)] {
        assert!(breaker.admit_at(just_before(now + pause * SECOND)).is_err());
        now += pause * SECOND;
        let transition = call(&breaker, Failure, now).unwrap();
        assert_eq!((transition.to, transition.cause), (Open, ProbeFailed));
        assert_eq!(transition.pause, Some(next * SECOND));
    }
    now += 5 * SECOND;
    assert_eq!(calls(&breaker, 2, Success, now).len(), 1);
    let transitions = calls(&breaker, 10, Failure, now);
    assert_eq!(transitions[0].pause, Some(SECOND), "the first pause after a recovery is short again");
}

#[test]
fn pauses_differ_by_the_jitter_and_no_more() {
    let pauses: Vec<_> = (0..1_000)
        .map(|_| {
            let breaker = breaker(CircuitBreakerConfig { jitter: 0.5, ..config() });
            calls(&breaker, 10, Failure, Instant::now())[0].pause.unwrap()
        })
        .collect();
    let (least, most) = (pauses.iter().min().unwrap(), pauses.iter().max().unwrap());
    assert!(*least >= SECOND / 2 && *most <= SECOND, "{least:?} {most:?}");
    assert!(*least < SECOND * 55 / 100 && *most > SECOND * 95 / 100, "{least:?} {most:?}");
}

#[test]
fn slow_probe_fails() {
    let now = Instant::now();
    let breaker = open_breaker(CircuitBreakerConfig { slow_call_duration: 3 * SECOND, ..config() }, now);
    let probe = breaker.admit_at(now + SECOND).unwrap();
    let transition = probe.report_at(Success, now + 4 * SECOND).unwrap();
    assert_eq!((transition.to, transition.cause), (Open, ProbeFailed));
}

#[test]
fn dropped_probe_fails_and_gives_its_permit_back() {
    // The pause ended in the past, because a drop reads the clock.
    let now = Instant::now().checked_sub(2 * SECOND).unwrap();
    let breaker = open_breaker(config(), now);
    drop(breaker.admit_at(now + SECOND).unwrap());
    let transition = breaker.take_transition_after_drop().unwrap();
    assert_eq!((transition.from, transition.to, transition.cause), (HalfOpen, Open, ProbeFailed));
    assert_eq!(transition.pause, Some(2 * SECOND));
    let later = Instant::now() + 2 * SECOND;
    assert_eq!(calls(&breaker, 2, Success, later).len(), 1, "the permit is free for the next probe");
}

#[test]
fn ignored_result_gives_its_permit_back_and_closes_it_like_a_success() {
    let now = Instant::now();
    let breaker = open_breaker(config(), now);
    assert_eq!(call(&breaker, Ignored, now + SECOND), None);
    assert_eq!(call(&breaker, Ignored, now + SECOND).map(|transition| transition.to), Some(Closed));
}

#[test]
fn probe_that_never_ends_does_not_keep_it_half_open() {
    let now = Instant::now();
    let breaker = open_breaker(config(), now);
    let hanging = breaker.admit_at(now + SECOND).unwrap();
    let refusal = breaker.admit_at(now + 60 * SECOND).unwrap_err();
    assert_eq!((refusal.state(), refusal.retry_at()), (HalfOpen, Some(now + 61 * SECOND)));
    let refusal = breaker.admit_at(now + 61 * SECOND).unwrap_err();
    assert_eq!(refusal.transition().map(|transition| transition.cause), Some(ProbeLost));
    assert_eq!((refusal.state(), refusal.retry_at()), (Open, Some(now + 63 * SECOND)));
    assert_eq!(hanging.report_at(Success, now + 62 * SECOND), None);
    assert_eq!(breaker.state(), Open);
}

#[test]
fn late_result_of_an_older_generation_does_not_count() {
    let now = Instant::now();
    let breaker = breaker(CircuitBreakerConfig { half_open_permits: 2, ..config() });
    let [late, later] = [(); 2].map(|()| breaker.admit_at(now).unwrap());
    calls(&breaker, 10, Failure, now);
    assert_eq!(late.report_at(Success, now), None);
    let probe = breaker.admit_at(now + SECOND).unwrap();
    assert_eq!(later.report_at(Failure, now + SECOND), None, "it is not the probe");
    assert_eq!(breaker.state(), HalfOpen);

    let second = breaker.admit_at(now + SECOND).unwrap();
    assert!(breaker.admit_at(now + SECOND).is_err(), "a late result gives no permit back");
    assert!(second.report_at(Failure, now + SECOND).is_some());
    assert_eq!(probe.report_at(Success, now + SECOND), None);
    assert_eq!(breaker.state(), Open);
}
