//! Timeouts: parts are checked concurrently, each with a timeout, and do not delay each other.

use std::time::{Duration, Instant};

use attuned_telemetry_rt::HealthState::{Degraded, Healthy, Unhealthy};
use attuned_telemetry_rt::{Checking, ComponentHealth, HealthCheck};
use attuned_telemetry_tests::task::block_on;

use super::{Fixed, Hanging, Panicking, Slow, panic_without_report, parts};

async fn in_100_ms(_field: &()) -> bool {
    tokio::time::sleep(Duration::from_millis(100)).await;
    true
}

#[tokio::test]
async fn parts_are_checked_concurrently() {
    #[derive(HealthCheck)]
    struct Store {
        #[health(with = in_100_ms)]
        first: (),
        #[health(with = in_100_ms)]
        second: (),
    }

    let started = Instant::now();
    let health = Store { first: (), second: () }.check().await;
    let elapsed = started.elapsed();
    assert_eq!(parts(&health), [("first", Healthy), ("second", Healthy)]);
    assert!(elapsed >= Duration::from_millis(100) && elapsed < Duration::from_millis(180), "{elapsed:?}");
    for part in &health.checks {
        let latency = part.latency.unwrap();
        assert!(latency >= Duration::from_millis(95) && latency <= elapsed, "{latency:?}");
    }
}

#[tokio::test]
async fn late_part_is_unhealthy_at_its_timeout() {
    #[derive(HealthCheck)]
    struct Store {
        #[health(timeout = "50ms")]
        late: Slow,
        #[health(timeout = "1s")]
        patient: Slow,
    }

    let store = Store { late: Slow(Duration::from_millis(150)), patient: Slow(Duration::from_millis(150)) };
    let health = store.check().await;
    assert_eq!(parts(&health), [("late", Unhealthy), ("patient", Healthy)]);
    let late = health.checks[0].latency.unwrap();
    assert!(late >= Duration::from_millis(50) && late < Duration::from_millis(120), "{late:?}");
    assert_eq!(health.checks[0].message.as_deref(), Some("no answer within 50ms"));
}

#[test]
fn hanging_part_is_unhealthy_and_others_are_reported() {
    #[derive(HealthCheck)]
    struct Store {
        #[health(timeout = "30ms")]
        hanging: Hanging,
        #[health]
        disk: Fixed,
    }

    let health = block_on(Store { hanging: Hanging, disk: Fixed(Healthy) }.check());
    assert_eq!(parts(&health), [("hanging", Unhealthy), ("disk", Healthy)]);
    assert_eq!(health.status, Unhealthy);
}

#[test]
fn default_timeout_is_half_a_second() {
    #[derive(HealthCheck)]
    struct Store {
        #[health]
        hanging: Hanging,
    }

    let started = Instant::now();
    let health = block_on(Store { hanging: Hanging }.check());
    let elapsed = started.elapsed();
    assert_eq!(health.status, Unhealthy);
    assert!(elapsed >= Duration::from_millis(500) && elapsed < Duration::from_millis(700), "{elapsed:?}");
}

#[test]
fn hanging_optional_part_only_degrades() {
    #[derive(HealthCheck)]
    struct Store {
        #[health(optional, timeout = "30ms")]
        cache: Hanging,
    }

    let health = block_on(Store { cache: Hanging }.check());
    assert_eq!((health.status, parts(&health)), (Degraded, vec![("cache", Unhealthy)]));
}

#[test]
fn hanging_optional_part_deep_in_the_tree_only_degrades() {
    #[derive(HealthCheck)]
    struct Shard {
        #[health(optional)]
        cache: Hanging,
    }
    #[derive(HealthCheck)]
    struct Store {
        #[health]
        shard: Shard,
    }

    let check = || block_on(Store { shard: Shard { cache: Hanging } }.check());
    let several = std::thread::scope(|scope| {
        let later = |milliseconds| {
            std::thread::sleep(Duration::from_millis(milliseconds));
            check()
        };
        let asked: Vec<_> = (0..32).map(|start| scope.spawn(move || later(start * 3))).collect();
        asked.into_iter().map(|asked| asked.join().unwrap()).collect::<Vec<_>>()
    });
    for health in several {
        assert_eq!(parts(&health), [("shard", Degraded)], "the timeout of the part expires before that of its parent");
        assert_eq!(parts(&health.checks[0]), [("cache", Unhealthy)]);
    }
}

#[test]
fn panicking_part_is_unhealthy_and_others_are_reported() {
    async fn panics(_field: &u8) -> bool {
        panic_without_report()
    }
    #[derive(HealthCheck)]
    struct Store {
        #[health]
        component: Panicking,
        #[health(with = panics)]
        probe: u8,
        #[health]
        disk: Fixed,
    }

    let health = block_on(Store { component: Panicking, probe: 1, disk: Fixed(Degraded) }.check());
    assert_eq!(parts(&health), [("component", Unhealthy), ("probe", Unhealthy), ("disk", Degraded)]);
    assert_eq!(health.checks[0].message.as_deref(), Some("the check panicked"));
}

#[test]
fn part_that_panics_before_it_returns_a_future_is_unhealthy_and_others_are_reported() {
    struct Early;
    impl HealthCheck for Early {
        fn check<'life0, 'async_trait>(&'life0 self) -> Checking<'async_trait>
        where
            'life0: 'async_trait,
            Self: 'async_trait,
        {
            panic_without_report()
        }
    }
    fn early(_field: &u8) -> impl Future<Output = bool> + use<> {
        if std::hint::black_box(true) {
            panic_without_report();
        }
        std::future::ready(true)
    }
    #[derive(HealthCheck)]
    struct Store {
        #[health]
        component: Early,
        #[health(with = early)]
        probe: u8,
        #[health]
        disk: Fixed,
    }

    let health = block_on(Store { component: Early, probe: 1, disk: Fixed(Healthy) }.check());
    assert_eq!(parts(&health), [("component", Unhealthy), ("probe", Unhealthy), ("disk", Healthy)]);
}

#[test]
fn result_in_time_is_kept_when_another_part_is_late() {
    #[derive(HealthCheck)]
    struct Store {
        #[health(timeout = "40ms")]
        hanging: Hanging,
        #[health(with = told)]
        disk: (),
    }
    async fn told(_field: &()) -> ComponentHealth {
        ComponentHealth::degraded("disk", "nearly full")
    }

    let health = block_on(Store { hanging: Hanging, disk: () }.check());
    assert_eq!(health.checks[1].message.as_deref(), Some("nearly full"));
    assert!(health.checks[1].latency.unwrap() < Duration::from_millis(40));
}

/// A check that blocks cannot be interrupted; its result is too late.
#[test]
fn check_that_blocks_past_its_timeout_is_not_healthy() {
    #[derive(HealthCheck)]
    struct Store {
        #[health(with = block, timeout = "20ms")]
        lock: (),
    }

    async fn block((): &()) -> bool {
        std::thread::sleep(Duration::from_millis(60));
        true
    }

    let health = block_on(Store { lock: () }.check());
    assert_eq!(parts(&health), [("lock", Unhealthy)]);
}
