//! With every feature off, annotated code needs no `cfg`, and behaves like plain code.
//!
//! Run this package alone: other packages in the same build would enable the macros.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

use std::any::type_name_of_val;
use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use attuned_telemetry_rt::{
    CappedLabels, ComponentHealth, ErrorType, HealthCheck, HealthRegistry, HealthState, LabelValue, audited, observed,
};
use attuned_telemetry_tests_disabled::{Place, PlaceError, Snapshot, StoreError, drive, place_derived};

/// Fails if the macros are enabled, because the other tests would be meaningless.
#[track_caller]
fn assert_off() {
    const HOW: &str =
        "the macros are switched ON: run this package alone, `cargo nextest run -p attuned-telemetry-tests-disabled`";
    #[observed]
    fn here() -> &'static str {
        fn inside() {}
        type_name_of_val(&inside)
    }
    #[audited(event = StateUpdated)]
    fn there() -> &'static str {
        fn inside() {}
        type_name_of_val(&inside)
    }

    assert!(here().ends_with("::here::inside"), "{HOW}");
    assert!(there().ends_with("::there::inside"), "{HOW}");
    assert!(!is_component(), "{HOW}");
}

/// Whether the derive generated an implementation: a method of the type takes precedence over a method of a trait.
fn is_component() -> bool {
    struct Asked<T>(T);
    impl<T: HealthCheck> Asked<T> {
        #[expect(dead_code, reason = "found only if the derive is on")]
        const IS_COMPONENT: bool = true;
    }
    trait Otherwise {
        const IS_COMPONENT: bool = false;
    }
    impl<T> Otherwise for Asked<T> {}
    #[derive(HealthCheck)]
    struct Nothing;

    <Asked<Nothing>>::IS_COMPONENT
}

#[test]
fn macros_are_off() {
    assert_off();
}

#[observed(op = "load", scope = "attuned.store", fields(size = text.len(), %text), labels(kind = "memory"), in_flight, level = "debug")]
fn load(text: &str) -> Result<u8, std::num::ParseIntError> {
    text.parse()
}

#[observed(op = "upsert", ok_if = Result::is_ok)]
#[audited(event = StateUpdated, user_id = snapshot.user_id, axes_changed = snapshot.axes.iter().map(|(name, _)| name),
          confidence = 0.9_f32, version = |stored| *stored)]
async fn upsert(snapshot: Snapshot) -> Result<usize, StoreError> {
    std::future::ready(()).await;
    if snapshot.user_id.is_empty() { Err(StoreError::NotFound) } else { Ok(snapshot.axes.len()) }
}

#[test]
fn annotated_functions_behave_like_plain_ones() {
    assert_off();
    let snapshot = |user_id: &str| Snapshot { user_id: user_id.to_owned(), axes: vec![("warmth".to_owned(), 0.5)] };
    assert_eq!(load("7"), Ok(7));
    assert!(load("x").is_err());
    assert_eq!(drive(upsert(snapshot("ada"))), Ok(1));
    assert_eq!(drive(upsert(snapshot(""))), Err(StoreError::NotFound));
}

#[test]
fn annotated_methods_behave_like_plain_ones() {
    #[async_trait]
    trait Store {
        async fn put(&mut self, user: String) -> usize;

        #[observed]
        fn describe(&self) -> &'static str {
            "a store"
        }
    }
    struct Memory(Vec<String>);
    #[async_trait]
    impl Store for Memory {
        #[audited(event = StateCreated, user_id = user)]
        #[observed(metrics = "attuned_put", span = "attuned.put")]
        async fn put(&mut self, user: String) -> usize {
            self.0.push(user);
            self.0.len()
        }
    }
    impl Memory {
        #[observed]
        fn newest(&mut self) -> Option<&mut String> {
            self.0.last_mut()
        }
    }

    assert_off();
    let mut store = Memory(Vec::new());
    assert_eq!(drive(store.put("ada".to_owned())), 1);
    store.newest().unwrap().push('!');
    assert_eq!((store.0[0].as_str(), store.describe()), ("ada!", "a store"));
}

#[test]
fn annotated_blocks_behave_like_plain_ones() {
    struct Memory(Vec<String>);
    #[observed(scope = "attuned.store")]
    #[audited(event = StateUpdated, user_id = user, redact(user_id))]
    impl Memory {
        #[observed(op = "upsert")]
        fn put(&mut self, user: &str) -> &mut String {
            self.0.push(user.to_owned());
            &mut self.0[0]
        }

        #[observed(skip)]
        #[audited(skip)]
        const fn len(&self) -> usize {
            self.0.len()
        }
    }

    assert_off();
    let mut store = Memory(Vec::new());
    store.put("ada").push('!');
    assert_eq!((store.0[0].as_str(), store.len()), ("ada!", 1));
}

#[test]
fn derived_component_can_be_registered() {
    #[derive(HealthCheck)]
    struct Connection;
    #[derive(HealthCheck)]
    #[health(name = "store")]
    struct Store {
        #[health(optional, timeout = "200ms")]
        _connection: Connection,
    }

    assert_off();
    let registry = HealthRegistry::new();
    registry.register(Arc::new(Store { _connection: Connection }));
    let status = drive(registry.check());
    assert_eq!(status.status, HealthState::Healthy);
    assert!(status.checks.is_empty(), "no parts are checked");
}

#[test]
fn every_option_of_the_derive_compiles_when_it_is_off() {
    #[derive(HealthCheck)]
    struct Pool<T, const N: usize> {
        #[health(with = |connections| !connections.is_empty())]
        _connections: [T; N],
        #[health(degraded_above = 0.8, unhealthy_above = 0.95)]
        _load: f64,
    }
    #[derive(HealthCheck)]
    enum Store<'a, T> {
        #[expect(dead_code, reason = "one variant is enough")]
        Memory(#[health] &'a T),
        Remote {
            #[health(optional, with = T::ping)]
            _shards: BTreeMap<String, Vec<Option<T>>>,
        },
    }
    struct NoComponent;

    assert_off();
    let registry = HealthRegistry::new();
    registry.register(Arc::new(Pool { _connections: [NoComponent], _load: 0.5 }));
    let store: Store<'_, NoComponent> = Store::Remote { _shards: BTreeMap::new() };
    registry.register(Arc::new(store));
    assert_eq!(drive(registry.check()).status, HealthState::Healthy);
}

#[test]
fn pointers_and_collections_of_manual_components_are_checked() {
    struct Shard(HealthState);
    #[async_trait]
    impl HealthCheck for Shard {
        async fn check(&self) -> ComponentHealth {
            ComponentHealth::new("shard", self.0)
        }
    }
    struct Cluster(BTreeMap<&'static str, Vec<Option<Box<Shard>>>>);
    #[async_trait]
    impl HealthCheck for Cluster {
        async fn check(&self) -> ComponentHealth {
            self.0.check().await
        }
    }

    assert_off();
    let shards = vec![Some(Box::new(Shard(HealthState::Healthy))), None, Some(Box::new(Shard(HealthState::Degraded)))];
    let health = drive(Cluster(BTreeMap::from([("eu", shards)])).check());
    assert_eq!((health.status, health.checks[0].name.as_str()), (HealthState::Degraded, "eu"));
    let names: Vec<_> = health.checks[0].checks.iter().map(|shard| shard.name.as_str()).collect();
    assert_eq!(names, ["0", "2"]);
}

#[test]
fn manual_component_is_checked() {
    struct Disk;
    #[async_trait]
    impl HealthCheck for Disk {
        #[observed]
        async fn check(&self) -> ComponentHealth {
            ComponentHealth::degraded("disk", "nearly full")
        }
    }

    assert_off();
    let object: &dyn HealthCheck = &Disk;
    assert_eq!(drive(object.check()).status, HealthState::Degraded);
    let registry = HealthRegistry::default();
    registry.register(Arc::new(Disk));
    assert!(drive(registry.check()).checks.is_empty());
}

#[test]
fn types_with_derives_behave_like_plain_ones() {
    #[derive(Clone, Copy, Debug, LabelValue)]
    #[label(crate = attuned_telemetry_rt)]
    enum Kind {
        #[label("whole")]
        Snapshot,
    }
    #[derive(Debug, ErrorType)]
    enum LoadError {
        #[error_type(transparent)]
        Place(PlaceError),
    }
    #[observed]
    fn load(name: &str, _kind: Kind) -> Result<Place, LoadError> {
        place_derived(name).map_err(LoadError::Place)
    }

    assert_off();
    assert!(matches!(load("disk", Kind::Snapshot), Ok(Place::Disk)));
    let refused = load("", Kind::Snapshot);
    assert!(matches!(refused, Err(LoadError::Place(PlaceError::Store(StoreError::NotFound)))), "{refused:?}");
}

#[test]
fn strings_are_capped_without_features() {
    static NAMES: CappedLabels<1> = CappedLabels::new();

    assert_off();
    assert_eq!([NAMES.label("ada").as_str(), NAMES.label("bob").as_str()], ["ada", "__other__"]);
}

#[test]
fn manual_error_type_is_returned() {
    assert_off();
    assert_eq!(StoreError::NotFound.error_type(), "not_found");
}
