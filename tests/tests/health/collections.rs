//! Collections of components, and optional components.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fmt;
use std::hash::{BuildHasherDefault, DefaultHasher};
use std::sync::Arc;
use std::time::{Duration, Instant};

use attuned_telemetry_rt::HealthState::{self, Degraded, Healthy, Unhealthy};
use attuned_telemetry_rt::{ComponentHealth, HealthCheck, HealthRegistry};
use attuned_telemetry_tests::task::{block_on, run};

use super::{Fixed, Hanging, Panicking, Slow, panic_without_report, parts};

#[derive(HealthCheck)]
struct Whole<C>(#[health(name = "shards")] C);

/// State and parts of a collection that is a field of a component.
fn children<C: HealthCheck>(collection: C) -> (HealthState, Vec<(String, HealthState)>) {
    let health = block_on(Whole(collection).check());
    assert_eq!(health.checks.len(), 1);
    assert_eq!(health.checks[0].name, "shards");
    assert_eq!(health.status, health.checks[0].status);
    let children = parts(&health.checks[0]);
    (health.status, children.into_iter().map(|(name, state)| (name.to_owned(), state)).collect())
}

fn named<const N: usize>(children: [(&str, HealthState); N]) -> Vec<(String, HealthState)> {
    children.map(|(name, state)| (name.to_owned(), state)).into()
}

#[test]
fn components_in_a_sequence_are_named_by_their_position() {
    let fixed = || [Fixed(Healthy), Fixed(Degraded), Fixed(Healthy)];
    let expected = (Degraded, named([("0", Healthy), ("1", Degraded), ("2", Healthy)]));
    assert_eq!(children(fixed()), expected);
    assert_eq!(children(Vec::from(fixed())), expected);
    assert_eq!(children(VecDeque::from(fixed())), expected);
    assert_eq!(children(fixed().as_slice()), expected);
    assert_eq!(children(Box::<[Fixed]>::from(fixed())), expected);
    assert_eq!(children(Arc::new(Vec::from(fixed()))), expected);
}

#[test]
fn components_in_a_map_are_named_by_their_key_in_order() {
    let fixed = || [("west", Fixed(Healthy)), ("east", Fixed(Unhealthy)), ("north", Fixed(Degraded))];
    let expected = (Unhealthy, named([("east", Unhealthy), ("north", Degraded), ("west", Healthy)]));
    assert_eq!(children(BTreeMap::from(fixed())), expected);
    assert_eq!(children(HashMap::from(fixed())), expected);
    let other: HashMap<_, _, BuildHasherDefault<DefaultHasher>> = fixed().into_iter().collect();
    assert_eq!(children(other), expected);
    assert_eq!(children(BTreeMap::from([(7_u16, Fixed(Healthy))])), (Healthy, named([("7", Healthy)])));
}

#[test]
fn empty_collection_is_healthy_and_in_the_report() {
    assert_eq!(children(Vec::<Fixed>::new()), (Healthy, Vec::new()));
    assert_eq!(children(BTreeMap::<String, Fixed>::new()), (Healthy, Vec::new()));
}

#[test]
fn optional_collection_degrades_its_parent_at_worst() {
    #[derive(HealthCheck)]
    struct Store {
        #[health(optional)]
        replicas: Vec<Fixed>,
    }

    let health = run(Store { replicas: vec![Fixed(Healthy), Fixed(Unhealthy)] }.check());
    assert_eq!((health.status, parts(&health)), (Degraded, vec![("replicas", Unhealthy)]));
}

#[test]
fn collections_nest() {
    let regions = HashMap::from([("eu", vec![Some(Fixed(Degraded)), None, Some(Fixed(Healthy))])]);
    let health = run(Whole(regions).check());
    let region = &health.checks[0].checks[0];
    assert_eq!((region.name.as_str(), parts(region)), ("eu", vec![("0", Degraded), ("2", Healthy)]));
}

#[test]
fn components_of_a_collection_are_checked_concurrently() {
    #[derive(HealthCheck)]
    struct Store {
        #[health]
        shards: Vec<Slow>,
    }

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let shards = (0..20).map(|_| Slow(Duration::from_millis(50))).collect();
    let started = Instant::now();
    let health = runtime.block_on(Store { shards }.check());
    let elapsed = started.elapsed();
    assert_eq!(health.status, Healthy);
    assert!(elapsed >= Duration::from_millis(50) && elapsed < Duration::from_millis(200), "{elapsed:?}");
    assert!(health.checks[0].checks.iter().all(|shard| shard.latency.is_some()));
}

#[test]
fn hanging_or_panicking_component_in_a_collection_does_not_affect_the_others() {
    #[derive(HealthCheck)]
    struct Store {
        #[health]
        shards: BTreeMap<&'static str, Box<dyn HealthCheck>>,
    }

    let shards: [(_, Box<dyn HealthCheck>); 3] =
        [("disk", Box::new(Fixed(Healthy))), ("hangs", Box::new(Hanging)), ("panics", Box::new(Panicking))];
    let started = Instant::now();
    let health = block_on(Store { shards: shards.into() }.check());
    assert!(started.elapsed() < Duration::from_millis(700), "{:?}", started.elapsed());
    let shards = &health.checks[0];
    assert_eq!(parts(shards), [("disk", Healthy), ("hangs", Unhealthy), ("panics", Unhealthy)]);
    assert_eq!(shards.checks[1].message.as_deref(), Some("no answer within 450ms"));
    assert_eq!(shards.checks[2].message.as_deref(), Some("the check panicked"));
}

#[test]
fn a_key_that_cannot_be_formatted_does_not_hide_the_health_of_its_component() {
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    struct Key(bool);
    impl fmt::Display for Key {
        fn fmt(&self, _formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            if self.0 { panic_without_report() } else { Err(fmt::Error) }
        }
    }
    #[derive(HealthCheck)]
    struct Store {
        #[health]
        shards: BTreeMap<Key, Fixed>,
        #[health]
        disk: Fixed,
    }

    let shards = BTreeMap::from([(Key(false), Fixed(Healthy)), (Key(true), Fixed(Degraded))]);
    let health = run(Store { shards, disk: Fixed(Healthy) }.check());
    assert_eq!(parts(&health), [("shards", Degraded), ("disk", Healthy)]);
    let names = [("[formatting failed]", Healthy), ("[formatting panicked]", Degraded)];
    assert_eq!(parts(&health.checks[0]), names);
}

#[test]
fn missing_component_is_not_in_the_report() {
    #[derive(HealthCheck)]
    struct Store {
        #[health]
        cache: Option<Fixed>,
        #[health]
        disk: Fixed,
        #[health(optional)]
        shared: Arc<Option<Fixed>>,
        #[health]
        network: Fixed,
    }

    let mut store = Store { cache: None, disk: Fixed(Healthy), shared: Arc::new(None), network: Fixed(Unhealthy) };
    let health = run(store.check());
    assert_eq!(parts(&health), [("disk", Healthy), ("network", Unhealthy)]);
    assert_eq!(health.status, Unhealthy, "`optional` applies only to its own field");
    assert!(health.checks.iter().all(|part| !part.optional));
    store.cache = Some(Fixed(Degraded));
    assert_eq!(parts(&run(store.check()))[0], ("cache", Degraded));
}

#[test]
fn option_has_the_state_of_its_content() {
    assert_eq!(run(Some(Fixed(Degraded)).check()), ComponentHealth::new("fixed", Degraded));
    assert_eq!(Some(Whole(Fixed(Healthy))).name(), "whole");
    assert!(Some(Fixed(Unhealthy)).is_there());
    assert!(!None::<Fixed>.is_there() && !Some(None::<Fixed>).is_there() && !Box::new(&None::<Fixed>).is_there());
    assert_eq!(run(None::<Fixed>.check()).status, Healthy);
}

#[test]
fn missing_registered_component_is_not_in_the_report() {
    let registry = HealthRegistry::new();
    registry.register(Arc::new(None::<Fixed>));
    registry.register(Arc::new(Some(Fixed(Degraded))));
    registry.register(Arc::new(vec![Fixed(Healthy)]));
    let status = run(registry.check());
    let names: Vec<_> = status.checks.iter().map(|component| component.name.as_str()).collect();
    assert_eq!((names, status.status), (vec!["fixed", "Vec"], Degraded));
}

#[test]
fn component_whose_presence_check_panics_is_checked() {
    struct Unknown;
    #[async_trait::async_trait]
    impl HealthCheck for Unknown {
        async fn check(&self) -> ComponentHealth {
            ComponentHealth::healthy("unknown")
        }

        fn is_there(&self) -> bool {
            panic_without_report()
        }
    }

    assert_eq!(children(vec![Unknown]), (Healthy, named([("0", Healthy)])));
    let registry = HealthRegistry::new();
    registry.register(Arc::new(Unknown));
    assert_eq!(run(registry.check()).checks.len(), 1);
}

/// Each part wakes all others, and the report must still complete in time.
#[test]
fn thousand_components_are_reported_in_time() {
    let health = block_on(Whole((0..1_000).map(|_| Fixed(Healthy)).collect::<Vec<_>>()).check());
    assert_eq!((health.status, health.checks[0].checks.len()), (Healthy, 1_000));
}
