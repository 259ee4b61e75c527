//! Structs as components: names, parts, optional parts and nested parts.

use std::sync::Arc;

use attuned_telemetry_rt::HealthState::{Degraded, Healthy, Unhealthy};
use attuned_telemetry_rt::{ComponentHealth, HealthCheck};
use attuned_telemetry_tests::task::run;

use super::{Fixed, parts};

#[test]
fn struct_without_parts_is_healthy_under_its_name_in_snake_case() {
    #[derive(HealthCheck)]
    struct MemoryStore;
    #[derive(HealthCheck)]
    struct HTTPServer {
        _port: u16,
    }

    let health = run(MemoryStore.check());
    assert_eq!((health.name.as_str(), health.status), ("memory_store", Healthy));
    assert!(health.checks.is_empty());
    assert_eq!(run(HTTPServer { _port: 1 }.check()).name, "http_server");
}

#[test]
fn names_can_be_overridden() {
    #[derive(HealthCheck)]
    #[health(name = "store")]
    struct MemoryStore {
        #[health(name = "vectors")]
        qdrant: Fixed,
    }

    let health = run(MemoryStore { qdrant: Fixed(Healthy) }.check());
    assert_eq!(health.name, "store");
    assert_eq!(parts(&health), [("vectors", Healthy)]);
}

#[test]
fn only_marked_fields_are_parts_in_declaration_order() {
    #[derive(HealthCheck)]
    struct Store {
        #[health]
        disk: Fixed,
        _cache: Fixed,
        #[health()]
        network: Fixed,
    }

    let store = Store { disk: Fixed(Degraded), _cache: Fixed(Unhealthy), network: Fixed(Healthy) };
    let health = run(store.check());
    assert_eq!(parts(&health), [("disk", Degraded), ("network", Healthy)]);
    assert_eq!(health.status, Degraded);
}

#[test]
fn component_has_the_state_of_its_worst_part() {
    #[derive(HealthCheck)]
    struct Store {
        #[health]
        disk: Fixed,
        #[health]
        network: Fixed,
    }

    for (disk, network, whole) in
        [(Healthy, Healthy, Healthy), (Healthy, Degraded, Degraded), (Unhealthy, Degraded, Unhealthy)]
    {
        let store = Store { disk: Fixed(disk), network: Fixed(network) };
        assert_eq!(run(store.check()).status, whole);
    }
}

#[test]
fn optional_part_degrades_its_parent_at_worst() {
    #[derive(HealthCheck)]
    struct Store {
        #[health]
        disk: Fixed,
        #[health(optional)]
        cache: Fixed,
    }

    for (disk, cache, whole) in [
        (Healthy, Unhealthy, Degraded),
        (Healthy, Degraded, Degraded),
        (Healthy, Healthy, Healthy),
        (Unhealthy, Healthy, Unhealthy),
    ] {
        let health = run(Store { disk: Fixed(disk), cache: Fixed(cache) }.check());
        assert_eq!(health.status, whole);
        assert_eq!(parts(&health)[1], ("cache", cache), "the state of the part itself is unchanged");
        assert_eq!((health.checks[0].optional, health.checks[1].optional), (false, true));
    }
}

#[test]
fn parts_have_parts() {
    #[derive(HealthCheck)]
    struct Shard {
        #[health]
        disk: Fixed,
    }
    #[derive(HealthCheck)]
    struct Store {
        #[health]
        first: Shard,
        #[health(optional)]
        second: Shard,
    }
    #[derive(HealthCheck)]
    struct Service {
        #[health]
        store: Store,
    }

    let shard = |state| Shard { disk: Fixed(state) };
    let health = run(Service { store: Store { first: shard(Healthy), second: shard(Unhealthy) } }.check());
    assert_eq!(health.status, Degraded);
    let store = &health.checks[0];
    assert_eq!(parts(store), [("first", Healthy), ("second", Unhealthy)]);
    assert_eq!(parts(&store.checks[1]), [("disk", Unhealthy)]);
}

#[test]
fn parts_can_be_behind_pointers_and_generic() {
    #[derive(HealthCheck)]
    struct Store<'a, C, const N: usize>
    where
        C: HealthCheck,
    {
        #[health]
        shared: Arc<Fixed>,
        #[health]
        boxed: Box<dyn HealthCheck>,
        #[health]
        borrowed: &'a Fixed,
        #[health]
        generic: C,
        _padding: [u8; N],
    }

    let borrowed = Fixed(Healthy);
    let store = Store {
        shared: Arc::new(Fixed(Degraded)),
        boxed: Box::new(Fixed(Unhealthy)),
        borrowed: &borrowed,
        generic: Arc::new(Fixed(Healthy)),
        _padding: [0; 3],
    };
    let expected = [("shared", Degraded), ("boxed", Unhealthy), ("borrowed", Healthy), ("generic", Healthy)];
    assert_eq!(parts(&run(store.check())), expected);
}

#[test]
fn tuple_struct_names_its_parts() {
    #[derive(HealthCheck)]
    struct Pair(#[health(name = "left")] Fixed, u8, #[health(name = "right", optional)] Fixed);

    let pair = Pair(Fixed(Healthy), 1, Fixed(Unhealthy));
    let health = run(pair.check());
    assert_eq!(parts(&health), [("left", Healthy), ("right", Unhealthy)]);
    assert_eq!((health.status, pair.1), (Degraded, 1));
}

#[test]
fn unnamed_part_is_named_by_its_position() {
    #[derive(HealthCheck)]
    struct Pair(#[health] Fixed, u8, #[health(optional)] Fixed);

    let pair = Pair(Fixed(Healthy), 1, Fixed(Unhealthy));
    let health = run(pair.check());
    assert_eq!(parts(&health), [("0", Healthy), ("2", Unhealthy)]);
    assert_eq!((health.status, pair.1), (Degraded, 1));
}

#[test]
fn field_can_be_a_raw_identifier() {
    #[derive(HealthCheck)]
    struct Store {
        #[health]
        r#type: Fixed,
    }

    assert_eq!(parts(&run(Store { r#type: Fixed(Healthy) }.check())), [("type", Healthy)]);
}

#[test]
fn manual_implementation_is_used_unchanged() {
    let health = run(Fixed(Degraded).check());
    assert_eq!(health, ComponentHealth::new("fixed", Degraded));
    let object: Arc<dyn HealthCheck> = Arc::new(Fixed(Healthy));
    assert_eq!(run(object.check()).status, Healthy);
}

#[test]
fn check_future_is_send() {
    fn send<T: Send>(value: T) -> T {
        value
    }
    #[derive(HealthCheck)]
    struct Store {
        #[health]
        disk: Fixed,
    }

    let store = Store { disk: Fixed(Healthy) };
    assert_eq!(run(send(store.check())).status, Healthy);
}
