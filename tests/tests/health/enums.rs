//! Enums as components: the active variant is checked.

use std::sync::atomic::{AtomicBool, Ordering};

use attuned_telemetry_rt::HealthState::{Degraded, Healthy, Unhealthy};
use attuned_telemetry_rt::{ComponentHealth, HealthCheck};
use attuned_telemetry_tests::task::run;

use super::{Fixed, parts};

#[derive(HealthCheck)]
enum Store {
    Memory,
    Empty {},
    Disk {
        #[health]
        disk: Fixed,
        _path: &'static str,
    },
    Remote((), #[health] Fixed, #[health(name = "cache", optional)] Fixed),
    Plain(#[health(with = is_small)] u8),
    Unwatched {
        _disk: Fixed,
    },
}

fn is_small(number: &u8) -> bool {
    *number < 3
}

#[test]
fn parts_of_the_active_variant_are_checked() {
    let health = run(Store::Disk { disk: Fixed(Degraded), _path: "/" }.check());
    assert_eq!((health.name.as_str(), health.status), ("store", Degraded));
    assert_eq!(parts(&health), [("disk", Degraded)]);
    let health = run(Store::Remote((), Fixed(Healthy), Fixed(Unhealthy)).check());
    assert_eq!((health.status, parts(&health)), (Degraded, vec![("1", Healthy), ("cache", Unhealthy)]));
    assert_eq!(parts(&run(Store::Plain(3).check())), [("0", Unhealthy)]);
}

#[test]
fn variant_without_parts_is_healthy_under_the_name_of_the_enum() {
    for store in [Store::Memory, Store::Empty {}, Store::Unwatched { _disk: Fixed(Unhealthy) }] {
        assert_eq!(run(store.check()), ComponentHealth::healthy("store"));
        assert_eq!(store.name(), "store");
    }
}

#[test]
fn enum_without_parts_or_variants_is_a_component() {
    #[derive(HealthCheck)]
    #[health(name = "mode")]
    #[expect(dead_code, reason = "one variant is enough")]
    enum Modes {
        On,
        Off,
    }
    #[derive(HealthCheck)]
    enum Never {}
    fn component<C: HealthCheck>() {}

    assert_eq!(run(Modes::On.check()), ComponentHealth::healthy("mode"));
    component::<Never>();
}

#[test]
fn variants_can_use_the_same_part_name() {
    #[derive(HealthCheck)]
    enum Store {
        Here {
            #[health]
            disk: Fixed,
        },
        There {
            #[health]
            disk: Fixed,
            #[health(name = "network")]
            r#type: Fixed,
        },
    }

    assert_eq!(parts(&run(Store::Here { disk: Fixed(Healthy) }.check())), [("disk", Healthy)]);
    let there = Store::There { disk: Fixed(Healthy), r#type: Fixed(Degraded) };
    assert_eq!(parts(&run(there.check())), [("disk", Healthy), ("network", Degraded)]);
}

#[test]
fn active_variant_is_determined_at_each_check() {
    #[derive(HealthCheck)]
    enum Connection {
        Closed,
        Open(#[health] Fixed),
    }

    let mut connection = Connection::Closed;
    assert_eq!(run(connection.check()).status, Healthy);
    connection = Connection::Open(Fixed(Unhealthy));
    assert_eq!(run(connection.check()).status, Unhealthy);
}

#[test]
fn enum_can_be_generic_and_borrow() {
    #[derive(HealthCheck)]
    enum Either<'a, L, R = Fixed, const N: usize = 1> {
        Left(#[health(name = "left")] &'a L),
        Right {
            #[health]
            rights: [R; N],
        },
    }

    let left = Fixed(Degraded);
    let either: Either<'_, Fixed> = Either::Left(&left);
    assert_eq!(parts(&run(either.check())), [("left", Degraded)]);
    let either: Either<'_, Fixed, Fixed, 2> = Either::Right { rights: [Fixed(Healthy), Fixed(Unhealthy)] };
    assert_eq!(parts(&run(either.check()).checks[0]), [("0", Healthy), ("1", Unhealthy)]);
}

/// Names in the expansion do not clash with the user's names.
#[test]
fn probe_can_have_a_name_that_the_expansion_uses() {
    static ASKED: AtomicBool = AtomicBool::new(false);
    fn __parts(_field: &u8) -> bool {
        true
    }
    fn __0(_field: &u8) -> bool {
        ASKED.store(true, Ordering::Relaxed);
        true
    }
    fn __field(_field: &u8) -> bool {
        true
    }
    #[derive(HealthCheck)]
    enum Named {
        Tuple(#[health(with = __parts)] u8, #[health(with = __0)] u8),
        Fields {
            #[health(with = __field)]
            field: u8,
        },
    }

    assert_eq!(run(Named::Tuple(1, 2).check()).status, Healthy);
    assert!(ASKED.load(Ordering::Relaxed));
    assert_eq!(run(Named::Fields { field: 1 }.check()).status, Healthy);
}
