//! Windows that slide.

use std::time::{Duration, Instant};

use attuned_telemetry_rt::delivery::BreakerState::{Closed, Open};
use attuned_telemetry_rt::delivery::CallOutcome::{Failure, Success};
use attuned_telemetry_rt::delivery::{BreakerWindow, CircuitBreaker, CircuitBreakerConfig};
use proptest::prelude::*;

use super::{SECOND, breaker, call, calls, config};

const WINDOW: Duration = Duration::from_secs(60);

/// Returns a breaker that two failures within the last minute open.
fn two_failures_a_minute() -> CircuitBreaker {
    breaker(CircuitBreakerConfig {
        window: BreakerWindow::Time(WINDOW),
        minimum_calls: 2,
        failure_rate: 1.0,
        ..config()
    })
}

#[test]
fn time_window_slides_exactly() {
    // In whole seconds, each of the sixty parts of the window has the calls of one time.
    for (age, expected) in [(0, Open), (1, Open), (58, Open), (59, Open), (60, Closed), (61, Closed), (600, Closed)] {
        for earlier in [60, 61, 75, 119, 120, 86_400] {
            let (breaker, start) = (two_failures_a_minute(), Instant::now());
            call(&breaker, Failure, start);
            let first = start + earlier * SECOND;
            assert_eq!(call(&breaker, Failure, first), None, "the call {earlier} seconds before is forgotten");
            call(&breaker, Failure, first + age * SECOND);
            assert_eq!(breaker.state(), expected, "{age} seconds later, {earlier} after the start");
        }
    }
}

proptest! {
    /// The window is exact up to one sixtieth of its duration, and never too long.
    #[test]
    fn call_counts_for_59_sixtieths_of_the_window_and_never_for_longer_than_the_window(
        earlier in 60_000_000_000_u64..200_000_000_000,
        age in prop_oneof![0_u64..70_000_000_000, 58_990_000_000_u64..59_010_000_000, 59_990_000_000_u64..60_010_000_000],
    ) {
        let (breaker, start) = (two_failures_a_minute(), Instant::now());
        call(&breaker, Failure, start);
        let (first, age) = (start + Duration::from_nanos(earlier), Duration::from_nanos(age));
        prop_assert_eq!(call(&breaker, Failure, first), None);
        call(&breaker, Failure, first + age);
        if age <= WINDOW * 59 / 60 {
            prop_assert_eq!(breaker.state(), Open);
        } else if age >= WINDOW {
            prop_assert_eq!(breaker.state(), Closed);
        }
    }
}

#[test]
fn count_window_forgets_the_oldest_call_with_each_new_one() {
    let now = Instant::now();
    for size in [1, 2, 31, 32, 33, 64, 1_000] {
        let window = BreakerWindow::Count(size);
        let breaker = breaker(CircuitBreakerConfig { window, minimum_calls: size, failure_rate: 1.0, ..config() });
        for _ in 0..3 {
            calls(&breaker, size as usize - 1, Failure, now);
            call(&breaker, Success, now);
        }
        assert_eq!(calls(&breaker, size as usize - 1, Failure, now), [], "the success is in the window of {size}");
        assert!(call(&breaker, Failure, now).is_some(), "the success is not in the window of {size}");
    }
}

#[test]
fn clock_that_goes_back_does_no_harm() {
    let (breaker, now) = (two_failures_a_minute(), Instant::now() + 10 * WINDOW);
    call(&breaker, Failure, now);
    let earlier = now.checked_sub(5 * WINDOW).unwrap();
    assert!(breaker.admit_at(now).unwrap().report_at(Failure, earlier).is_some());
    assert!(breaker.admit_at(earlier).is_err());
}
