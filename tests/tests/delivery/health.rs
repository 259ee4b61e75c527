//! The health of the adapters.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use attuned_telemetry_rt::adapters::{AdapterHealth, ObservabilityConfig};
use attuned_telemetry_rt::delivery::DeliveryError;
use attuned_telemetry_rt::{HealthRegistry, HealthState};
use attuned_telemetry_tests::task::block_on;

use crate::adapters::{Act, Backend, Gate};
use crate::flush::hanging;
use crate::{accounting, config, log, manager, shortest, status, wait_until};

/// The shortest period.
const PERIOD: Duration = Duration::from_millis(100);

fn often() -> ObservabilityConfig {
    ObservabilityConfig { health_interval: PERIOD, ..config() }
}

#[test]
fn each_adapter_is_listed_at_once_while_adapters_hang() {
    let gate = Gate::new();
    let (manager, _) = hanging(&gate);
    let took = shortest(PERIOD, || {
        let started = Instant::now();
        assert_eq!(block_on(manager.health()).adapters.len(), 13);
        started.elapsed()
    });
    assert!(took < PERIOD, "{took:?}");
    gate.open();
}

#[test]
fn a_failed_adapter_is_noticed_within_three_periods() {
    for sick in [|| Act::Fail(DeliveryError::transient("no route")), || Act::Hang, || Act::Panic] {
        let took = shortest(3 * PERIOD, || {
            let is_sick = Arc::new(AtomicBool::new(false));
            let checked = Arc::clone(&is_sick);
            let backend = Backend::new(|_| Act::Take)
                .checked(move |_| if checked.load(Ordering::SeqCst) { sick() } else { Act::Take });
            let manager = manager(often(), &Arc::new(backend));
            wait_until("the adapter is healthy", || status(&manager).health == Some(AdapterHealth::Healthy));
            assert_eq!(block_on(manager.health()).state, HealthState::Healthy);
            let started = Instant::now();
            is_sick.store(true, Ordering::SeqCst);
            wait_until("the failure is noticed", || status(&manager).problem.is_some());
            let took = started.elapsed();
            assert_eq!(block_on(manager.health()).state, HealthState::Degraded);
            is_sick.store(false, Ordering::SeqCst);
            wait_until("the recovery is noticed", || status(&manager).problem.is_none());
            took
        });
        assert!(took < 3 * PERIOD, "{took:?}");
    }
}

#[test]
fn a_health_check_that_hangs_does_not_stop_the_delivery() {
    let backend = Arc::new(Backend::new(|_| Act::Take).checked(|_| Act::Hang));
    let manager = manager(often(), &backend);
    wait_until("the hang is noticed", || status(&manager).problem.is_some());
    let mut number = 0;
    while backend.checks() < 3 {
        log(&manager, "text");
        number += 1;
        wait_until("the item is delivered", || accounting(&manager).delivered == number);
    }
}

#[test]
fn the_state_of_an_adapter_is_complete() {
    let backend = Arc::new(Backend::new(|call| match call.number {
        1 => Act::Take,
        _ => Act::Fail(DeliveryError::permanent("400")),
    }));
    let manager = manager(config(), &backend);
    assert_eq!(status(&manager).delivery.last_success, None);
    log(&manager, "text");
    wait_until("the item is delivered", || accounting(&manager).delivered == 1);
    log(&manager, "invalid");
    wait_until("the item is lost", || accounting(&manager).failed == 1);
    let status = status(&manager);
    assert_eq!((status.delivery.backend.as_str(), status.delivery.signal), ("backend", "logs"));
    assert!(status.delivery.last_success.unwrap().elapsed().unwrap() < Duration::from_secs(60));
    assert_eq!(status.delivery.last_error.as_deref(), Some("permanent error: 400"));
    assert_eq!((status.delivery.accounting.accepted, status.delivery.queued_bytes), (2, 0));
}

#[test]
fn in_the_health_tree_a_failed_adapter_is_degraded_at_worst() {
    let sick = |_: usize| Act::Fail(DeliveryError::transient("no route"));
    let manager = manager(often(), &Arc::new(Backend::new(|_| Act::Take).checked(sick)));
    wait_until("the adapter is not healthy", || status(&manager).problem.is_some());
    let registry = HealthRegistry::new();
    registry.register(Arc::new(manager));
    let report = block_on(registry.check());
    assert_eq!(report.status, HealthState::Degraded);
    assert_eq!(report.checks[0].checks[0].name, "backend_logs");
}
