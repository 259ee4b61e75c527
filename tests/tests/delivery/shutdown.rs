//! Shutdowns.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use attuned_telemetry_rt::adapters::{ManagerError, ObservabilityConfig, ObservabilityManager};
use attuned_telemetry_rt::delivery::{
    BreakerState, CircuitBreakerConfig, DeliveryConfig, DeliveryError, RetryConfig, WorkerState,
};
use attuned_telemetry_tests::task::block_on;

use crate::adapters::{Act, Backend, Gate};
use crate::flush::hanging;
use crate::{accounting, config, log, manager, patient, register, shortest, status, wait_until};

#[test]
fn a_shutdown_delivers_what_is_queued() {
    let backend = Backend::healthy();
    let manager = manager(patient(), &backend);
    (0..250).for_each(|number| log(&manager, &number.to_string()));
    let report = block_on(manager.shutdown()).swap_remove(0);
    assert_eq!((report.lost, report.in_flight, report.error), (0, 0, None));
    assert_eq!((backend.taken().len(), backend.shutdowns()), (250, 1));
    assert_eq!(status(&manager).delivery.worker, WorkerState::Ended);
}

#[test]
fn shutdown_while_open_counts_all_as_lost_at_once() {
    let circuit_breaker = CircuitBreakerConfig {
        consecutive_failures: Some(1),
        open_for: Duration::from_secs(60),
        ..CircuitBreakerConfig::default()
    };
    let backend = Arc::new(Backend::new(|_| Act::Fail(DeliveryError::transient("refused"))));
    let manager = manager(ObservabilityConfig { circuit_breaker, ..config() }, &backend);
    (0..100).for_each(|number| log(&manager, &number.to_string()));
    wait_until("the breaker opens", || status(&manager).delivery.breaker == BreakerState::Open);
    let started = Instant::now();
    let report = block_on(manager.shutdown()).swap_remove(0);
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    assert_eq!((report.lost, report.delivered, report.in_flight, backend.exports()), (100, 0, 0, 1));
    assert_eq!(report.error.as_deref(), Some("transient error: refused"));
    wait_until("the adapter is shut down", || backend.shutdowns() == 1);
}

#[test]
fn accept_after_shutdown_is_counted() {
    let backend = Backend::healthy();
    let manager = manager(config(), &backend);
    log(&manager, "before");
    block_on(manager.shutdown());
    (0..3).for_each(|_| log(&manager, "after"));
    let accounting = accounting(&manager);
    assert_eq!((accounting.accepted, accounting.delivered, accounting.dropped), (4, 1, 3));
    assert_eq!(backend.taken(), ["before"]);
}

#[test]
fn a_second_shutdown_returns_the_final_numbers() {
    let backend = Arc::new(Backend::new(|call| match call.number {
        1 => Act::Fail(DeliveryError::permanent("400")),
        _ => Act::Take,
    }));
    let manager = manager(patient(), &backend);
    // A hundred items are a batch, which is sent before the shutdown.
    (0..104).for_each(|number| log(&manager, &number.to_string()));
    wait_until("the first batch has failed", || accounting(&manager).failed == 100);
    let first = block_on(manager.shutdown());
    assert_eq!((first[0].delivered, first[0].lost, first[0].in_flight), (4, 0, 0));
    assert_eq!(block_on(manager.shutdown()), first);
    assert_eq!(backend.shutdowns(), 1);
    let started = Instant::now();
    log(&manager, "later");
    let last = block_on(manager.shutdown());
    assert_eq!((last[0].delivered, last[0].lost, last[0].in_flight), (4, 1, 0));
    block_on(manager.flush());
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
}

#[test]
fn a_shutdown_holds_its_deadline_although_adapters_hang() {
    let deadline = Duration::from_millis(150);
    let goal = deadline + Duration::from_millis(50);
    let gate = Gate::new();
    let took = shortest(goal, || {
        let (manager, healthy) = hanging(&gate);
        log(&manager, "next");
        let started = Instant::now();
        let reports = block_on(manager.shutdown_within(deadline));
        let took = started.elapsed();
        assert!(reports.iter().all(|report| report.in_flight == 0), "{reports:?}");
        assert_eq!((reports.len(), healthy.taken().len()), (13, 2));
        let again = Instant::now();
        block_on(manager.shutdown());
        assert!(again.elapsed() < Duration::from_secs(2), "{:?}", again.elapsed());
        took
    });
    assert!(took < goal, "{took:?}");
    gate.open();
}

#[test]
fn retries_keep_their_pauses_and_end_with_the_deadline() {
    let config = config();
    let pause = Duration::from_millis(40);
    let error = DeliveryError::overload("503").with_retry_after(pause);
    let backend = Arc::new(Backend::new(move |_| Act::Fail(error.clone())));
    let retry = RetryConfig { attempts: 1_000, ..config.delivery.retry };
    let delivery = DeliveryConfig { retry, ..config.delivery };
    let manager = manager(ObservabilityConfig { delivery, ..config }, &backend);
    log(&manager, "text");
    wait_until("the batch is sent", || backend.exports() == 1);
    let report = block_on(manager.shutdown_within(Duration::from_millis(200))).swap_remove(0);
    assert_eq!((report.lost, report.delivered), (1, 0));
    let exports = backend.exports();
    assert!(exports <= 6, "{exports} attempts in 5 pauses");
    thread::sleep(Duration::from_millis(100));
    assert_eq!(backend.exports(), exports, "nothing is sent after the deadline");
}

#[test]
fn a_shutdown_does_not_send_earlier_than_the_backend_asks() {
    let error = DeliveryError::overload("503").with_retry_after(Duration::from_secs(60));
    let backend = Arc::new(Backend::new(move |_| Act::Fail(error.clone())));
    let manager = manager(config(), &backend);
    log(&manager, "text");
    wait_until("the batch is sent", || backend.exports() == 1);
    let report = block_on(manager.shutdown_within(Duration::from_millis(500))).swap_remove(0);
    assert_eq!((report.lost, backend.exports()), (1, 1));
}

#[test]
fn a_shutdown_tries_once_more_instead_of_waiting() {
    let config = config();
    let pause = Duration::from_secs(60);
    let retry = RetryConfig { first_pause: pause, maximum_pause: pause, ..config.delivery.retry };
    let delivery = DeliveryConfig { retry, ..config.delivery };
    // A random pause may be short.
    let mut tries = 0;
    let backend = loop {
        let backend = Arc::new(Backend::new(|call| match call.number {
            1 => Act::Fail(DeliveryError::transient("reset")),
            _ => Act::Take,
        }));
        let manager = manager(ObservabilityConfig { delivery, ..config.clone() }, &backend);
        log(&manager, "text");
        wait_until("the batch is sent", || status(&manager).problem.is_some());
        let report = block_on(manager.shutdown_within(Duration::from_secs(2))).swap_remove(0);
        assert_eq!((report.delivered, report.lost), (1, 0));
        tries += 1;
        if tries == 3 {
            break backend;
        }
    };
    assert_eq!(backend.exports(), 2);
}

#[test]
fn after_a_shutdown_nothing_is_registered() {
    let manager = ObservabilityManager::with_config(config());
    block_on(manager.shutdown());
    assert_eq!(manager.register_logging_adapter(Backend::healthy()), Err(ManagerError::ShutDown));
    assert_eq!(manager.register_metrics_adapter(Backend::healthy()), Err(ManagerError::ShutDown));
    assert_eq!(block_on(manager.health()).adapters, []);
}

#[test]
fn an_adapter_that_is_registered_during_a_shutdown_is_shut_down_or_refused() {
    for _ in 0..50 {
        let manager = ObservabilityManager::with_config(config());
        let backend = Backend::healthy();
        thread::scope(|scope| {
            let registering = scope.spawn(|| manager.register_logging_adapter(Arc::clone(&backend) as _));
            block_on(manager.shutdown());
            let registered = registering.join().unwrap();
            block_on(manager.shutdown());
            let adapters = block_on(manager.health()).adapters;
            assert_eq!(adapters.len(), usize::from(registered.is_ok()));
            assert!(registered.is_err() || backend.shutdowns() == 1);
            assert!(adapters.iter().all(|adapter| adapter.delivery.worker == WorkerState::Ended));
        });
        wait_until("the adapter is dropped", || Arc::strong_count(&backend) == 1);
    }
}

#[test]
fn concurrent_shutdowns_agree() {
    let backend = Arc::new(Backend::new(|_| Act::TakeAfter(Duration::from_millis(1))));
    let manager = manager(config(), &backend);
    (0..20).for_each(|number| log(&manager, &number.to_string()));
    thread::scope(|scope| {
        let shutdowns: Vec<_> = (0..4).map(|_| scope.spawn(|| block_on(manager.shutdown()))).collect();
        for shutdown in shutdowns {
            let report = shutdown.join().unwrap().swap_remove(0);
            assert_eq!((report.lost, report.in_flight), (0, 0));
        }
    });
    assert_eq!((accounting(&manager).delivered, backend.shutdowns()), (20, 1));
}

#[test]
fn a_manager_that_is_dropped_delivers_in_the_background() {
    let backend = Arc::new(Backend::new(|_| Act::TakeAfter(Duration::from_millis(1))));
    let manager = manager(config(), &backend);
    (0..20).for_each(|number| log(&manager, &number.to_string()));
    drop(manager);
    wait_until("all items are delivered", || backend.taken().len() == 20);
    wait_until("the adapter is shut down", || backend.shutdowns() == 1);
    wait_until("the adapter is dropped", || Arc::strong_count(&backend) == 1);
}

#[test]
fn unregister_delivers_what_is_queued() {
    let backend = Arc::new(Backend::new(|_| Act::TakeAfter(Duration::from_millis(1))));
    let manager = ObservabilityManager::with_config(config());
    let id = register(&manager, &backend);
    (0..20).for_each(|number| log(&manager, &number.to_string()));
    let report = block_on(manager.unregister(id)).unwrap();
    assert_eq!((backend.taken().len(), report.lost, report.in_flight, backend.shutdowns()), (20, 0, 0, 1));
    assert_eq!(block_on(manager.unregister(id)), Err(ManagerError::NotRegistered { id }));
    assert_eq!(block_on(manager.health()).adapters, []);
    wait_until("the adapter is dropped", || Arc::strong_count(&backend) == 1);
}
