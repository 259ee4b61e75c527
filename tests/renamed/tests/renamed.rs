//! Annotations of every kind, without a crate named `attuned_telemetry_rt`.

#![allow(clippy::unused_async, reason = "a probe is an `async fn`")]

use std::sync::Arc;

use attuned_telemetry_tests::audit::audit;
use attuned_telemetry_tests::task::{Task, pause, run};
use attuned_telemetry_tests::{Watched, watch};
use attuned_telemetry_tests_renamed::prelude::observability;
use telemetry::{AuditEvent, ErrorType, HealthCheck as _, HealthState, LabelValue as _, Outcome};

/// The default scope is derived from the name of this package.
const SCOPE: &str = "attuned.telemetry.tests.renamed";

/// Spans, events and metrics of `scope`, without audit records.
fn seen<R>(scope: impl FnOnce() -> R) -> (Watched<()>, Vec<AuditEvent>) {
    let Watched { returned: (_, events), trace, metrics } = watch(|| audit(scope));
    (Watched { returned: (), trace, metrics }, events)
}

fn calls<R>(watched: &Watched<R>, op: &str, status: &str) -> Option<u64> {
    let series = format!("attuned_telemetry_tests_renamed_operations_total{{operation={op:?},status={status:?}}}");
    watched.metrics.counter(&series)
}

struct Closed;

impl ErrorType for Closed {
    fn error_type(&self) -> &'static str {
        "closed"
    }
}

#[test]
fn observed_function() {
    #[telemetry::observed(crate = telemetry, fields(user, %size), labels(kind = "memory"), in_flight, level = "debug", error_if = Result::is_err)]
    fn load(user: &str, size: usize) -> Result<(), Closed> {
        if user.len() == size { Ok(()) } else { Err(Closed) }
    }

    let (watched, _) = seen(|| load("ada", 4));
    let span = watched.trace.span();
    assert_eq!(span.name, format!("{SCOPE}.load"));
    assert_eq!((span.text("user"), span.text("error.type")), (Some("ada"), Some("closed")));
    let series = r#"attuned_telemetry_tests_renamed_errors_total{error_type="closed",kind="memory",operation="load"}"#;
    assert_eq!(watched.metrics.counter(series), Some(1));
}

#[test]
fn observed_future_and_never_returning_function() {
    #[telemetry::observed(crate = ::telemetry)]
    async fn later() -> u8 {
        pause().await;
        1
    }
    #[telemetry::observed(crate = telemetry)]
    async fn never() -> ! {
        std::future::pending().await
    }

    let (watched, _) = seen(|| {
        assert_eq!(run(later()), 1);
        drop(Task::waiting(never()));
    });
    assert_eq!(calls(&watched, "later", "success"), Some(1));
    assert_eq!(calls(&watched, "never", "cancelled"), Some(1));
}

#[test]
fn audited_function() {
    #[telemetry::audited(crate = telemetry, event = StateUpdated, user_id = user, axes_changed = ["warmth"],
                         size = |stored| *stored)]
    fn store(user: &str) -> usize {
        user.len()
    }

    let (_, events) = seen(|| store("ada"));
    assert_eq!(events[0].operation, format!("{SCOPE}.store"));
    assert_eq!((events[0].user_id.as_deref(), events[0].outcome), (Some("ada"), Outcome::Success));
    assert_eq!(events[0].axes_changed, ["warmth"]);
    assert_eq!(events[0]["size"], telemetry::AuditValue::Unsigned(3));
}

#[test]
fn both_attributes_in_either_order() {
    #[telemetry::observed(crate = telemetry)]
    #[telemetry::audited(crate = telemetry, event = StateUpdated)]
    fn first() {}
    #[telemetry::audited(crate = telemetry, event = StateUpdated)]
    #[telemetry::observed(crate = telemetry)]
    fn second() {}

    let (watched, events) = seen(|| (first(), second()));
    assert_eq!(events.len(), 2);
    assert_eq!(calls(&watched, "first", "success"), Some(1));
    assert_eq!(calls(&watched, "second", "success"), Some(1));
}

#[test]
fn runtime_below_a_path() {
    #[observability::observed(crate = observability)]
    #[observability::audited(crate = attuned_telemetry_tests_renamed::prelude::observability, event = StateDeleted)]
    async fn remove() {
        pause().await;
    }

    let (watched, events) = seen(|| run(remove()));
    assert_eq!(calls(&watched, "remove", "success"), Some(1));
    assert_eq!(events.len(), 1);
}

#[test]
fn methods_under_async_trait() {
    #[async_trait::async_trait]
    trait Store {
        async fn put(&self, user: String) -> Result<(), Closed>;
    }
    struct Memory;
    #[async_trait::async_trait]
    impl Store for Memory {
        #[telemetry::observed(crate = telemetry, op = "upsert")]
        #[telemetry::audited(crate = telemetry, event = StateUpdated, user_id = user)]
        async fn put(&self, user: String) -> Result<(), Closed> {
            pause().await;
            if user.is_empty() { Err(Closed) } else { Ok(()) }
        }
    }

    let (watched, events) = seen(|| run(Memory.put(String::new())).is_err());
    assert_eq!(calls(&watched, "upsert", "error"), Some(1));
    assert_eq!(
        (events[0].operation.as_ref(), events[0].error),
        ("attuned.telemetry.tests.renamed.upsert", Some("closed"))
    );
}

#[test]
fn methods_of_a_block() {
    struct Store;
    #[observability::observed(crate = observability, scope = "attuned.store")]
    #[telemetry::audited(crate = telemetry, event = StateUpdated)]
    impl Store {
        fn get() {}

        #[telemetry::observed(op = "upsert", crate = telemetry)]
        async fn put() {
            pause().await;
        }
    }

    let (watched, events) = seen(|| {
        Store::get();
        run(Store::put());
    });
    let spans: Vec<_> = watched.trace.spans().iter().map(|span| span.name).collect();
    assert_eq!(spans, ["attuned.store.get", "attuned.store.upsert"]);
    let operations: Vec<_> = events.iter().map(|event| event.operation.as_ref()).collect();
    assert_eq!(operations, spans);
}

#[test]
fn derived_component() {
    async fn is_open(connection: &u8) -> bool {
        *connection > 0
    }
    #[derive(telemetry::HealthCheck)]
    #[health(crate = telemetry, name = "disk")]
    struct Disk;
    #[derive(telemetry::HealthCheck)]
    #[health(crate = observability)]
    struct Store {
        #[health]
        disk: Disk,
        #[health(with = is_open, optional, timeout = "100ms")]
        connection: u8,
    }

    let health = run(Store { disk: Disk, connection: 0 }.check());
    assert_eq!((health.name.as_str(), health.status), ("store", HealthState::Degraded));
    let registry = telemetry::HealthRegistry::new();
    registry.register(Arc::new(Store { disk: Disk, connection: 1 }));
    assert_eq!(run(registry.check()).status, HealthState::Healthy);
}

#[test]
fn derived_error_and_label() {
    #[derive(telemetry::ErrorType)]
    #[error_type(crate = observability)]
    struct Late;
    #[derive(telemetry::ErrorType)]
    #[error_type(crate = telemetry)]
    enum LoadError {
        #[error_type(transparent)]
        Inner(Late),
    }
    #[derive(telemetry::LabelValue)]
    #[label(crate = ::telemetry)]
    enum Backend {
        Memory,
    }

    assert_eq!((LoadError::Inner(Late).error_type(), Backend::Memory.as_str()), ("late", "memory"));
}

#[test]
fn derived_generic_component() {
    #[derive(telemetry::HealthCheck)]
    #[health(crate = observability)]
    enum Store<T> {
        Part(#[health] Vec<T>),
        Closure(#[health(with = |list| list.len() < 2)] Vec<T>, #[health(degraded_above = 1)] u8),
    }
    #[derive(telemetry::HealthCheck)]
    #[health(crate = telemetry)]
    struct Disk;

    assert_eq!(run(Store::Part(vec![Disk]).check()).status, HealthState::Healthy);
    assert_eq!(run(Store::<Disk>::Closure(Vec::new(), 2).check()).status, HealthState::Degraded);
}
