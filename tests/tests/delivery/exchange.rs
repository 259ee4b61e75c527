//! Adapters that are exchanged while items are recorded.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use attuned_telemetry_rt::adapters::{ManagerError, ObservabilityConfig};
use attuned_telemetry_rt::delivery::{
    BatchConfig, BreakerState, CircuitBreakerConfig, DeliveryConfig, DeliveryError, OverflowPolicy, QueueConfig,
};
use attuned_telemetry_tests::task::block_on;

use crate::adapters::{Act, Backend};
use crate::{accounting, config, log, register, status, wait_until};

#[test]
fn exchange_under_load_loses_nothing_and_repeats_nothing() {
    const PRODUCERS: u64 = 3;
    const EACH: u64 = 4_000;
    let config = config();
    let queue = QueueConfig { overflow: OverflowPolicy::Block(Duration::from_secs(1)), ..config.delivery.queue };
    let batch = BatchConfig { items: 50, ..config.delivery.batch };
    let delivery = DeliveryConfig { queue, batch, ..config.delivery };
    let mut backends = vec![Backend::healthy()];
    let manager = crate::manager(ObservabilityConfig { delivery, ..config }, &backends[0]);
    let id = block_on(manager.health()).adapters[0].id;
    let is_recorded = AtomicBool::new(false);
    thread::scope(|scope| {
        let producers: Vec<_> = (0..PRODUCERS)
            .map(|producer| {
                let manager = &manager;
                scope.spawn(move || (0..EACH).for_each(|number| log(manager, &format!("{producer} {number}"))))
            })
            .collect();
        let exchanges = scope.spawn(|| {
            while !is_recorded.load(Ordering::Relaxed) {
                thread::sleep(Duration::from_micros(500));
                let next = Backend::healthy();
                manager.exchange_logging_adapter(id, Arc::clone(&next) as _).unwrap();
                backends.push(next);
            }
        });
        for producer in producers {
            producer.join().unwrap();
        }
        is_recorded.store(true, Ordering::Relaxed);
        exchanges.join().unwrap();
    });
    block_on(manager.shutdown());
    let accounting = accounting(&manager);
    assert_eq!((accounting.delivered, accounting.lost()), (PRODUCERS * EACH, 0));
    let taken: Vec<_> = backends.iter().flat_map(|backend| backend.taken()).collect();
    assert_eq!(taken.len() as u64, PRODUCERS * EACH);
    for producer in 0..PRODUCERS {
        let prefix = format!("{producer} ");
        let numbers: Vec<u64> =
            taken.iter().filter_map(|message| message.strip_prefix(&prefix)?.parse().ok()).collect();
        assert_eq!(numbers, (0..EACH).collect::<Vec<_>>());
    }
    assert!(backends.len() > 10 && backends.iter().filter(|backend| !backend.taken().is_empty()).count() > 1);
    for backend in backends {
        assert_eq!((backend.flushes(), backend.shutdowns()), (1, 1), "each adapter is flushed and shut down once");
    }
}

#[test]
fn the_next_adapter_is_not_bound_by_the_breaker_and_the_pauses_of_the_last_one() {
    let circuit_breaker = CircuitBreakerConfig {
        consecutive_failures: Some(1),
        open_for: Duration::from_secs(60),
        ..CircuitBreakerConfig::default()
    };
    let error = DeliveryError::overload("503");
    let errors = [
        ("breaker", error.clone(), ObservabilityConfig { circuit_breaker, ..config() }),
        ("retry", error.with_retry_after(Duration::from_secs(60)), config()),
        ("setting", DeliveryError::configuration("401"), config()),
    ];
    for (what, error, config) in errors {
        let backend = Arc::new(Backend::new(move |_| Act::Fail(error.clone())));
        let manager = crate::manager(config, &backend);
        let id = status(&manager).id;
        log(&manager, "first");
        log(&manager, "second");
        wait_until("the first batch has failed", || status(&manager).problem.is_some());
        let next = Backend::healthy();
        let started = Instant::now();
        manager.exchange_logging_adapter(id, Arc::clone(&next) as _).unwrap();
        wait_until("the next adapter has the batches", || next.taken().last().is_some_and(|last| last == "second"));
        assert!(started.elapsed() < Duration::from_secs(15), "{what}: {:?}", started.elapsed());
        assert_eq!(backend.exports(), 1, "{what}");
        assert!([BreakerState::Closed, BreakerState::Disabled].contains(&status(&manager).delivery.breaker), "{what}");
        wait_until("the last adapter is shut down", || backend.shutdowns() == 1);
    }
}

#[test]
fn the_next_adapter_is_checked_at_once() {
    let sick = |_: usize| Act::Fail(DeliveryError::transient("no route"));
    let manager = crate::manager(config(), &Arc::new(Backend::new(|_| Act::Take).checked(sick)));
    wait_until("the adapter is not healthy", || status(&manager).problem.is_some());
    manager.exchange_logging_adapter(status(&manager).id, Backend::healthy()).unwrap();
    // The next check would be after 30 seconds.
    wait_until("the next adapter is healthy", || status(&manager).problem.is_none());
}

#[test]
fn an_exchange_needs_an_adapter_of_the_signal() {
    let manager = crate::manager(config(), &Backend::healthy());
    let id = status(&manager).id;
    let refused = manager.exchange_metrics_adapter(id, Backend::healthy());
    assert_eq!(refused, Err(ManagerError::NotRegistered { id }));
    let removed = register(&manager, &Backend::healthy());
    block_on(manager.unregister(removed)).unwrap();
    let refused = manager.exchange_logging_adapter(removed, Backend::healthy());
    assert_eq!(refused, Err(ManagerError::NotRegistered { id: removed }));
    block_on(manager.shutdown());
    assert_eq!(manager.exchange_logging_adapter(id, Backend::healthy()), Err(ManagerError::ShutDown));
}
