//! Flushes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use attuned_telemetry_rt::adapters::{ObservabilityConfig, ObservabilityManager};
use attuned_telemetry_rt::delivery::{BatchConfig, BreakerState, CircuitBreakerConfig, DeliveryConfig, DeliveryError};
use attuned_telemetry_tests::task::{Task, block_on};

use crate::adapters::{Act, Backend, Gate};
use crate::{accounting, config, log, manager, patient, register, shortest, status, wait_until};

#[test]
fn flush_covers_only_earlier_items() {
    let backend = Arc::new(Backend::new(|call| match call.messages[0].as_str() {
        "late" => Act::Hang,
        _ => Act::TakeAfter(Duration::from_millis(50)),
    }));
    let manager = manager(config(), &backend);
    log(&manager, "early");
    log(&manager, "earlier than the flush");
    let flush = manager.flush();
    let mut flush = std::pin::pin!(flush);
    assert!(Task::new(flush.as_mut()).poll().is_pending());
    log(&manager, "late");
    let started = Instant::now();
    let report = block_on(flush).swap_remove(0);
    assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
    assert_eq!(backend.taken(), ["early", "earlier than the flush"]);
    assert_eq!((report.delivered, report.lost, report.in_flight, report.error), (2, 0, 1, None));
}

#[test]
fn a_flush_ends_although_items_are_recorded_all_the_time() {
    let backend = Arc::new(Backend::new(|_| Act::TakeAfter(Duration::from_micros(100))));
    let config = config();
    let batch = BatchConfig { items: 10, ..config.delivery.batch };
    let delivery = DeliveryConfig { batch, ..config.delivery };
    let manager = manager(ObservabilityConfig { delivery, ..config }, &backend);
    let is_done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !is_done.load(Ordering::Relaxed) {
                log(&manager, "later");
                thread::sleep(Duration::from_micros(10));
            }
        });
        for number in 0..5 {
            let message = format!("early {number}");
            log(&manager, &message);
            let started = Instant::now();
            block_on(manager.flush());
            assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
            assert!(backend.taken().contains(&message));
            assert_eq!(backend.flushes(), number + 1);
        }
        is_done.store(true, Ordering::Relaxed);
    });
}

#[test]
fn a_flush_does_not_wait_for_the_delay_of_a_batch() {
    let backend = Backend::healthy();
    let manager = manager(patient(), &backend);
    log(&manager, "text");
    let report = block_on(manager.flush()).swap_remove(0);
    assert_eq!((report.delivered, report.in_flight, backend.flushes()), (1, 0, 1));
}

#[test]
fn a_flush_reports_what_was_lost_and_why() {
    let backend = Arc::new(Backend::new(|_| Act::Fail(DeliveryError::permanent("400 Bad Request"))));
    let manager = manager(patient(), &backend);
    (0..3).for_each(|_| log(&manager, "text"));
    let report = block_on(manager.flush()).swap_remove(0);
    assert_eq!((report.backend.as_str(), report.signal, report.lost, report.in_flight), ("backend", "logs", 3, 0));
    assert_eq!(report.error.as_deref(), Some("permanent error: 400 Bad Request"));
}

#[test]
fn a_flush_does_not_wait_for_an_open_breaker() {
    let circuit_breaker = CircuitBreakerConfig {
        consecutive_failures: Some(1),
        open_for: Duration::from_secs(60),
        ..CircuitBreakerConfig::default()
    };
    let backend = Arc::new(Backend::new(|_| Act::Fail(DeliveryError::transient("refused"))));
    let manager = manager(ObservabilityConfig { circuit_breaker, ..config() }, &backend);
    let started = Instant::now();
    log(&manager, "text");
    // The breaker opens before or during the flush.
    let report = block_on(manager.flush()).swap_remove(0);
    assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
    assert_eq!((status(&manager).delivery.breaker, report.in_flight), (BreakerState::Open, 1));
}

/// Returns a manager with adapters that hang in each way, and with one that works. Each one has an item.
pub(crate) fn hanging(gate: &Arc<Gate>) -> (ObservabilityManager, Arc<Backend>) {
    let manager = ObservabilityManager::with_config(config());
    let healthy = Backend::healthy();
    register(&manager, &healthy);
    for _ in 0..2 {
        let (in_export, in_finish, in_check) = (Arc::clone(gate), Arc::clone(gate), Arc::clone(gate));
        register(&manager, &Arc::new(Backend::new(|_| Act::Hang)));
        register(&manager, &Arc::new(Backend::new(move |_| Act::Block(in_export.clone()))));
        register(&manager, &Arc::new(Backend::new(|_| Act::Take).finished(|_| Act::Hang)));
        register(&manager, &Arc::new(Backend::new(|_| Act::Take).finished(move |_| Act::Block(in_finish.clone()))));
        register(&manager, &Arc::new(Backend::new(|_| Act::Take).checked(|_| Act::Hang)));
        register(&manager, &Arc::new(Backend::new(|_| Act::Take).checked(move |_| Act::Block(in_check.clone()))));
    }
    log(&manager, "text");
    wait_until("the adapter that works has the item", || healthy.taken().len() == 1);
    (manager, healthy)
}

#[test]
fn a_flush_holds_its_deadline_although_adapters_hang() {
    let deadline = Duration::from_millis(150);
    let goal = deadline + Duration::from_millis(50);
    let gate = Gate::new();
    let took = shortest(goal, || {
        let (manager, healthy) = hanging(&gate);
        log(&manager, "next");
        let started = Instant::now();
        let reports = block_on(manager.flush_within(deadline));
        let took = started.elapsed();
        assert!(took >= deadline, "{took:?}");
        assert_eq!((reports.len(), healthy.taken().len()), (13, 2));
        assert!(reports[1..5].iter().all(|report| report.in_flight > 0 || report.signal == "logs"));
        took
    });
    assert!(took < goal, "{took:?}");
    gate.open();
}

#[test]
fn a_flush_without_items_does_nothing() {
    let backend = Backend::healthy();
    let manager = manager(config(), &backend);
    let report = block_on(manager.flush()).swap_remove(0);
    assert_eq!((report.delivered, report.lost, report.in_flight, report.error), (0, 0, 0, None));
    assert_eq!(block_on(ObservabilityManager::new().flush()), []);
}

#[test]
fn a_timeout_of_any_length_is_allowed() {
    let backend = Backend::healthy();
    let manager = manager(patient(), &backend);
    log(&manager, "text");
    assert_eq!(block_on(manager.flush_within(Duration::MAX))[0].delivered, 1);
    log(&manager, "text");
    block_on(manager.flush_within(Duration::ZERO));
    wait_until("the item is delivered", || accounting(&manager).delivered == 2);
    log(&manager, "text");
    assert_eq!(block_on(manager.shutdown_within(Duration::MAX))[0].delivered, 1);
}

#[test]
fn concurrent_flushes_all_end() {
    let backend = Arc::new(Backend::new(|_| Act::TakeAfter(Duration::from_millis(1))));
    let manager = manager(config(), &backend);
    let started = Instant::now();
    thread::scope(|scope| {
        for producer in 0..4 {
            let (manager, backend) = (&manager, &backend);
            scope.spawn(move || {
                for number in 0..20 {
                    let message = format!("{producer} {number}");
                    log(manager, &message);
                    block_on(manager.flush());
                    assert!(backend.taken().contains(&message));
                }
            });
        }
    });
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}
