//! Adapters that are exchanged while items are recorded.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use attuned_telemetry_rt::adapters::{ManagerError, ObservabilityConfig};
use attuned_telemetry_rt::delivery::{
    BatchConfig, BreakerState, CircuitBreakerConfig, DeliveryConfig, DeliveryError, OverflowPolicy, QueueConfig,
    RetryConfig,
};
use attuned_telemetry_tests::task::block_on;

use crate::adapters::{Act, Backend, Gate};
use crate::{accounting, config, log, register, status, wait_until};

#[test]
fn exchange_under_load_loses_nothing_and_repeats_nothing() {
    let config = config();
    let queue = QueueConfig { overflow: OverflowPolicy::Block(Duration::from_secs(1)), ..config.delivery.queue };
    let batch = BatchConfig { items: 50, ..config.delivery.batch };
    let delivery = DeliveryConfig { queue, batch, ..config.delivery };
    let mut backends = vec![Backend::healthy()];
    let manager = crate::manager(ObservabilityConfig { delivery, ..config }, &backends[0]);
    let id = status(&manager).id;
    let is_done = AtomicBool::new(false);
    let record = &|producer: u64| {
        let mut number = 0;
        while !is_done.load(Ordering::Relaxed) {
            log(&manager, &format!("{producer} {number}"));
            number += 1;
        }
        number
    };
    let recorded: Vec<u64> = thread::scope(|scope| {
        let producers = [0, 1, 2].map(|producer| scope.spawn(move || record(producer)));
        while backends.len() < 50 {
            thread::sleep(Duration::from_micros(500));
            let next = Backend::healthy();
            manager.exchange_logging_adapter(id, Arc::clone(&next) as _).unwrap();
            backends.push(next);
        }
        is_done.store(true, Ordering::Relaxed);
        producers.into_iter().map(|producer| producer.join().unwrap()).collect()
    });
    block_on(manager.shutdown());
    let accounting = accounting(&manager);
    assert_eq!((accounting.delivered, accounting.lost()), (recorded.iter().sum(), 0));
    let taken: Vec<_> = backends.iter().flat_map(|backend| backend.taken()).collect();
    assert_eq!(taken.len() as u64, accounting.delivered);
    for (producer, recorded) in recorded.into_iter().enumerate() {
        let prefix = format!("{producer} ");
        let numbers = taken.iter().filter_map(|message| message.strip_prefix(&prefix)?.parse::<u64>().ok());
        assert!(numbers.eq(0..recorded), "each item arrives once, and in order");
    }
    assert!(backends.iter().filter(|backend| !backend.taken().is_empty()).count() > 1);
    for backend in backends {
        assert_eq!((backend.flushes(), backend.shutdowns()), (1, 1), "each adapter is flushed and shut down once");
        wait_until("the adapter is dropped", || Arc::strong_count(&backend) == 1);
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
fn a_batch_that_fails_while_its_adapter_is_exchanged_goes_to_the_next_one() {
    for error in
        [DeliveryError::configuration("401"), DeliveryError::permanent("400"), DeliveryError::transient("reset")]
    {
        let gate = Gate::new();
        let held = Arc::clone(&gate);
        let backend = Arc::new(Backend::new(move |_| {
            held.wait();
            Act::Fail(error.clone())
        }));
        let manager = crate::manager(config(), &backend);
        log(&manager, "first");
        log(&manager, "second");
        wait_until("the first batch is sent", || backend.exports() == 1);
        let next = Backend::healthy();
        manager.exchange_logging_adapter(status(&manager).id, Arc::clone(&next) as _).unwrap();
        gate.open();
        wait_until("the next adapter has both batches", || next.taken() == ["first", "second"]);
        assert_eq!((backend.exports(), accounting(&manager).lost()), (1, 0));
        wait_until("nothing is wrong", || status(&manager).problem.is_none());
    }
}

#[test]
fn retries_at_the_next_adapter_have_pauses() {
    let config = config();
    let pause = Duration::from_secs(60);
    let retry = RetryConfig { first_pause: pause, maximum_pause: pause, ..config.delivery.retry };
    let delivery = DeliveryConfig { retry, ..config.delivery };
    let refuses = || {
        Arc::new(Backend::new(|_| Act::Fail(DeliveryError::overload("503").with_retry_after(Duration::from_secs(60)))))
    };
    let backend = refuses();
    let manager = crate::manager(ObservabilityConfig { delivery, ..config }, &backend);
    log(&manager, "text");
    wait_until("the batch has failed", || status(&manager).problem.is_some());
    let next = refuses();
    manager.exchange_logging_adapter(status(&manager).id, Arc::clone(&next) as _).unwrap();
    wait_until("the batch is sent again", || next.exports() == 1);
    thread::sleep(Duration::from_millis(50));
    assert_eq!((backend.exports(), next.exports()), (1, 1));
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
