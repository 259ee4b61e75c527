//! Breakers that several threads use at the same time.

use std::sync::Barrier;
use std::thread;
use std::time::Instant;

use attuned_telemetry_rt::delivery::BreakerState::{Closed, HalfOpen};
use attuned_telemetry_rt::delivery::CallOutcome::Success;
use attuned_telemetry_rt::delivery::CircuitBreakerConfig;

use super::{SECOND, config, open_breaker};

/// `failsafe` 1.3, `recloser` 1.4 and `reliakit-circuit` 1.1 let all 32 calls through.
#[test]
fn thirty_two_threads_in_half_open_get_exactly_the_permits() {
    const THREADS: usize = 32;
    for permits in [1, 5, 31] {
        let now = Instant::now();
        let config = CircuitBreakerConfig { half_open_permits: permits, half_open_successes: permits, ..config() };
        let breaker = open_breaker(config, now);
        let (start, all_asked) = (Barrier::new(THREADS), Barrier::new(THREADS));
        let admitted = thread::scope(|scope| {
            let probe = || {
                start.wait();
                let permit = breaker.admit_at(now + SECOND).ok();
                all_asked.wait();
                let is_first = permit.as_ref().is_some_and(|permit| permit.transition().is_some());
                let closing = permit.as_ref().is_some();
                let closed = permit.and_then(|permit| permit.report_at(Success, now + SECOND)).is_some();
                (closing, is_first, closed)
            };
            let threads = [(); THREADS].map(|()| scope.spawn(probe));
            threads.map(|thread| thread.join().unwrap())
        });
        let count = |what: fn(&(bool, bool, bool)) -> bool| admitted.iter().filter(|probe| what(probe)).count();
        assert_eq!(count(|probe| probe.0), permits as usize);
        assert_eq!(count(|probe| probe.1), 1, "one thread gets the change to half open");
        assert_eq!(count(|probe| probe.2), 1, "one thread gets the change to closed");
        assert_eq!(breaker.state(), Closed);
    }
}

#[test]
fn panic_of_a_thread_with_a_permit_stops_no_other_thread() {
    let now = Instant::now();
    let breaker = open_breaker(CircuitBreakerConfig { half_open_permits: 2, ..config() }, now);
    let probe = breaker.admit_at(now + SECOND).unwrap();
    assert_eq!(breaker.state(), HalfOpen);
    let panicked = thread::scope(|scope| {
        let panic = || {
            let _probe = breaker.admit_at(now + SECOND).unwrap();
            std::panic::resume_unwind(Box::new("a bug in an adapter"));
        };
        scope.spawn(panic).join()
    });
    assert!(panicked.is_err());
    assert_eq!(probe.report_at(Success, now + SECOND), None);
    assert!(breaker.admit_at(now).is_err(), "the probe of the other thread failed");
}
