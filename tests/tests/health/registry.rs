//! The registry: the components of a process, and a report that completes before Kubernetes times out.

use std::sync::Arc;
use std::time::{Duration, Instant};

use attuned_telemetry_rt::HealthState::{Degraded, Healthy, Unhealthy};
use attuned_telemetry_rt::{ComponentHealth, HealthCheck, HealthRegistry, HealthState, HealthStatus};
use attuned_telemetry_tests::task::{block_on, run};

use super::{Fixed, Hanging, Panicking};

#[derive(HealthCheck)]
struct Store {
    #[health]
    disk: Fixed,
    #[health(optional)]
    cache: Fixed,
}

fn store(disk: HealthState, cache: HealthState) -> Arc<Store> {
    Arc::new(Store { disk: Fixed(disk), cache: Fixed(cache) })
}

fn names(status: &HealthStatus) -> Vec<&str> {
    status.checks.iter().map(|component| component.name.as_str()).collect()
}

fn states(status: &HealthStatus) -> Vec<HealthState> {
    status.checks.iter().map(|component| component.status).collect()
}

#[test]
fn process_without_components_is_healthy() {
    let status = run(HealthRegistry::new().check());
    assert_eq!(status.status, Healthy);
    assert!(status.checks.is_empty());
}

#[test]
fn components_are_reported_in_the_order_of_their_registration() {
    let registry = HealthRegistry::default();
    registry.register(store(Healthy, Unhealthy));
    registry.register(Arc::new(Fixed(Healthy)));
    let status = run(registry.check());
    assert_eq!(names(&status), ["store", "fixed"]);
    assert_eq!(status.status, Degraded);
    assert_eq!(status.checks[0].checks.len(), 2);
}

#[test]
fn every_report_runs_the_checks() {
    struct Turning(std::sync::atomic::AtomicBool);
    #[async_trait::async_trait]
    impl HealthCheck for Turning {
        async fn check(&self) -> ComponentHealth {
            let was_asked = self.0.swap(true, std::sync::atomic::Ordering::Relaxed);
            ComponentHealth::new("turning", if was_asked { Unhealthy } else { Healthy })
        }
    }

    let registry = HealthRegistry::new();
    registry.register(Arc::new(Turning(false.into())));
    assert_eq!(run(registry.check()).status, Healthy);
    assert_eq!(run(registry.check()).status, Unhealthy);
}

#[test]
fn report_with_a_hanging_component_takes_less_than_a_second() {
    #[derive(HealthCheck)]
    struct Deep {
        #[health]
        hanging: Hanging,
    }

    let registry = HealthRegistry::new();
    registry.register(Arc::new(Hanging));
    registry.register(Arc::new(Deep { hanging: Hanging }));
    registry.register(store(Healthy, Healthy));
    let started = Instant::now();
    let status = block_on(registry.check());
    let elapsed = started.elapsed();
    assert!(elapsed < Duration::from_secs(1), "{elapsed:?}");
    assert_eq!(status.status, Unhealthy);
    assert_eq!(states(&status), [Unhealthy, Unhealthy, Healthy]);
    assert_eq!(names(&status)[1..], ["deep", "store"]);
    assert_eq!(status.checks[1].checks[0].name, "hanging", "the report names the hanging component");
}

#[test]
fn panicking_component_is_unhealthy_and_others_are_reported() {
    let registry = HealthRegistry::new();
    registry.register(Arc::new(Panicking));
    registry.register(store(Healthy, Healthy));
    let status = block_on(registry.check());
    assert_eq!(states(&status), [Unhealthy, Healthy]);
}

#[test]
fn component_can_be_registered_during_a_check() {
    struct Registering(Arc<HealthRegistry>);
    #[async_trait::async_trait]
    impl HealthCheck for Registering {
        async fn check(&self) -> ComponentHealth {
            self.0.register(Arc::new(Fixed(Healthy)));
            ComponentHealth::healthy("registering")
        }
    }

    let registry = Arc::new(HealthRegistry::new());
    registry.register(Arc::new(Registering(registry.clone())));
    assert_eq!(run(registry.check()).checks.len(), 1);
    assert_eq!(run(registry.check()).checks.len(), 2);
}

#[test]
fn uptime_grows() {
    let registry = HealthRegistry::new();
    let first = run(registry.check()).uptime;
    std::thread::sleep(Duration::from_millis(5));
    assert!(run(registry.check()).uptime >= first + Duration::from_millis(5));
}
