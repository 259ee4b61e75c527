//! Numbers with limits: beyond a limit a part is degraded or unhealthy.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};

use attuned_telemetry_rt::HealthState::{self, Degraded, Healthy, Unhealthy};
use attuned_telemetry_rt::{ComponentHealth, HealthCheck};
use attuned_telemetry_tests::task::run;
use proptest::prelude::*;

use super::parts;

#[derive(HealthCheck)]
struct Disk {
    #[health(degraded_above = 0.8, unhealthy_above = 0.95)]
    used: f64,
}

#[derive(HealthCheck)]
struct Between {
    #[health(unhealthy_below = -10, degraded_below = 0, degraded_above = 30, unhealthy_above = 40)]
    celsius: i32,
}

fn disk(used: f64) -> ComponentHealth {
    run(Disk { used }.check()).checks.remove(0)
}

fn state_at(celsius: i32) -> HealthState {
    run(Between { celsius }.check()).status
}

#[test]
fn number_beyond_a_limit_is_degraded_or_unhealthy() {
    assert_eq!(disk(0.5).status, Healthy);
    assert_eq!(disk(0.81).status, Degraded);
    assert_eq!(disk(0.96).status, Unhealthy);
    assert_eq!(disk(f64::INFINITY).status, Unhealthy);
    assert_eq!(disk(f64::NEG_INFINITY).status, Healthy);
}

#[test]
fn number_equal_to_its_limit_is_healthy() {
    assert_eq!((disk(0.8).status, disk(0.95).status), (Healthy, Degraded));
    assert_eq!((state_at(0), state_at(30)), (Healthy, Healthy));
    assert_eq!((state_at(-10), state_at(40)), (Degraded, Degraded));
}

#[test]
fn limits_apply_in_both_directions() {
    assert_eq!([-11, -1, 15, 31, 41].map(state_at), [Unhealthy, Degraded, Healthy, Degraded, Unhealthy]);
}

#[test]
fn message_names_the_number_and_the_limit() {
    assert_eq!(disk(0.5).message, None);
    assert_eq!(disk(0.9).message.as_deref(), Some("0.9 is above the limit of 0.8"));
    assert_eq!(disk(0.97).message.as_deref(), Some("0.97 is above the limit of 0.95"));
    let cold = run(Between { celsius: -20 }.check());
    assert_eq!(cold.checks[0].message.as_deref(), Some("-20 is below the limit of -10"));
}

#[test]
fn nan_is_never_healthy() {
    #[derive(HealthCheck)]
    struct Ratio {
        #[health(degraded_below = 0.5)]
        hits: f32,
    }

    let health = disk(f64::NAN);
    assert_eq!(health.status, Unhealthy);
    assert_eq!(health.message.as_deref(), Some("NaN cannot be compared with the limit of 0.95"));
    assert_eq!(run(Ratio { hits: f32::NAN }.check()).status, Degraded, "the worst state that its limits allow");
}

#[test]
fn a_limit_of_nan_is_always_exceeded() {
    #[derive(HealthCheck)]
    struct Disk {
        #[health(degraded_above = f64::NAN)]
        used: f64,
    }

    assert_eq!(run(Disk { used: 0.0 }.check()).status, Degraded);
}

#[test]
fn every_numeric_type_is_supported() {
    #[derive(HealthCheck)]
    struct All<'a> {
        #[health(degraded_above = 200)]
        small: u8,
        #[health(degraded_above = 18_446_744_073_709_551_614)]
        large: u64,
        #[health(degraded_below = -9_223_372_036_854_775_807)]
        least: i64,
        #[health(degraded_above = 340_282_366_920_938_463_463_374_607_431_768_211_454)]
        largest: u128,
        #[health(degraded_above = 0.1)]
        float: f32,
        #[health(degraded_above = 10)]
        queue: AtomicUsize,
        #[health(degraded_above = 10)]
        shared: Arc<AtomicU64>,
        #[health(degraded_below = 0)]
        borrowed: &'a AtomicI64,
        #[health(degraded_above = 1)]
        perhaps: Option<Box<u16>>,
    }

    let borrowed = AtomicI64::new(0);
    let all = |excess: u8| All {
        small: 200 + excess,
        large: u64::MAX - 1 + u64::from(excess),
        least: i64::MIN + 1 - i64::from(excess),
        largest: u128::MAX - 1 + u128::from(excess),
        float: 0.1 + f32::from(excess),
        queue: AtomicUsize::new(10 + usize::from(excess)),
        shared: Arc::new(AtomicU64::new(10 + u64::from(excess))),
        borrowed: &borrowed,
        perhaps: Some(Box::new(1 + u16::from(excess))),
    };
    let states = |excess| run(all(excess).check()).checks.iter().map(|part| part.status).collect::<Vec<_>>();
    assert_eq!(states(0), [Healthy; 9]);
    borrowed.store(-1, Ordering::Relaxed);
    assert_eq!(states(1), [Degraded; 9]);
}

#[test]
fn number_is_read_at_each_check() {
    #[derive(HealthCheck)]
    struct Queue {
        #[health(unhealthy_above = MOST)]
        waiting: AtomicUsize,
    }
    const MOST: usize = 2 * 50;

    let queue = Queue { waiting: AtomicUsize::new(MOST) };
    assert_eq!(run(queue.check()).status, Healthy);
    queue.waiting.store(MOST + 1, Ordering::Relaxed);
    assert_eq!(run(queue.check()).status, Unhealthy);
}

#[test]
fn missing_number_is_not_in_the_report() {
    #[derive(HealthCheck)]
    struct Load {
        #[health(degraded_above = 0.5, name = "load", optional)]
        measured: Option<f64>,
        #[health(degraded_above = 1)]
        waiting: u8,
    }

    assert_eq!(parts(&run(Load { measured: None, waiting: 0 }.check())), [("waiting", Healthy)]);
    let health = run(Load { measured: Some(0.6), waiting: 0 }.check());
    assert_eq!(parts(&health), [("load", Degraded), ("waiting", Healthy)]);
    assert!(health.checks[0].optional && !health.checks[1].optional);
}

#[test]
fn number_in_a_variant_is_checked() {
    #[derive(HealthCheck)]
    enum Queue {
        Bounded {
            #[health(degraded_above = 3)]
            waiting: u32,
        },
        Sized(#[health(unhealthy_below = 1)] u32),
    }

    assert_eq!(run(Queue::Bounded { waiting: 4 }.check()).status, Degraded);
    assert_eq!(parts(&run(Queue::Sized(0).check())), [("0", Unhealthy)]);
}

#[test]
fn optional_number_degrades_at_worst() {
    #[derive(HealthCheck)]
    struct Cache {
        #[health(unhealthy_above = 1, optional)]
        misses: u64,
    }

    let health = run(Cache { misses: 2 }.check());
    assert_eq!((health.status, health.checks[0].status), (Degraded, Unhealthy));
}

proptest! {
    #[test]
    fn greater_number_above_its_limits_never_improves_the_state(one in any::<f64>(), other in any::<f64>()) {
        prop_assume!(one <= other);
        prop_assert!(disk(one).status <= disk(other).status);
    }

    #[test]
    fn number_has_the_state_of_its_worst_exceeded_limit(celsius in -50..60) {
        let expected = match celsius {
            ..-10 | 41.. => Unhealthy,
            -10..0 | 31..=40 => Degraded,
            0..=30 => Healthy,
        };
        prop_assert_eq!(state_at(celsius), expected);
    }

    #[test]
    fn message_exists_if_and_only_if_the_part_is_not_healthy(used in any::<f64>()) {
        let health = disk(used);
        prop_assert_eq!(health.message.is_some(), health.status > Healthy);
    }
}
