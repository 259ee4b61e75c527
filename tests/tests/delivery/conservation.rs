//! No item is missing, and none is counted twice, at any instant.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use attuned_telemetry_rt::adapters::{ObservabilityConfig, ObservabilityManager};
use attuned_telemetry_rt::delivery::{
    BatchConfig, BreakerWindow, CircuitBreakerConfig, DeliveryConfig, DeliveryError, OverflowPolicy, QueueConfig,
    RetryConfig,
};
use attuned_telemetry_tests::task::block_on;

use crate::adapters::{Act, Backend, Gate};
use crate::{log, register};

/// Random numbers.
struct Random(AtomicU64);

impl Random {
    fn below(&self, limit: u64) -> u64 {
        let mut number = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (number ^ (number >> 31)) % limit
    }
}

fn chaotic(random: &Random, gate: &Arc<Gate>) -> Act {
    match random.below(40) {
        0 => Act::Fail(DeliveryError::transient("reset")),
        1 => Act::Fail(DeliveryError::overload("429").with_retry_after(Duration::from_millis(3))),
        2 => Act::Fail(DeliveryError::permanent("400")),
        3 => Act::Fail(DeliveryError::configuration("401")),
        4 => Act::Panic,
        5 => Act::Hang,
        6 => Act::Block(Arc::clone(gate)),
        7 => Act::Reject(random.below(10)),
        8..=12 => Act::TakeAfter(Duration::from_millis(random.below(5))),
        _ => Act::Take,
    }
}

fn chaotic_backend(random: &Arc<Random>, gate: &Arc<Gate>) -> Arc<Backend> {
    let choose = || {
        let (random, gate) = (Arc::clone(random), Arc::clone(gate));
        move || chaotic(&random, &gate)
    };
    let (export, check, finish) = (choose(), choose(), choose());
    Arc::new(Backend::new(move |_| export()).checked(move |_| check()).finished(move |_| finish()))
}

fn chaotic_config(overflow: OverflowPolicy) -> ObservabilityConfig {
    let milliseconds = Duration::from_millis;
    ObservabilityConfig {
        delivery: DeliveryConfig {
            queue: QueueConfig { items: 200, bytes: 32 << 10, overflow },
            batch: BatchConfig { items: 20, bytes: 8 << 10, delay: milliseconds(2) },
            retry: RetryConfig {
                first_pause: milliseconds(1),
                maximum_pause: milliseconds(4),
                attempts: 3,
                configuration_pause: milliseconds(5),
            },
            export_timeout: milliseconds(10),
        },
        circuit_breaker: CircuitBreakerConfig {
            window: BreakerWindow::Count(5),
            minimum_calls: 3,
            consecutive_failures: Some(2),
            open_for: milliseconds(2),
            max_open: milliseconds(10),
            ..CircuitBreakerConfig::default()
        },
        health_interval: milliseconds(100),
        ..ObservabilityConfig::default()
    }
}

/// Samples the numbers every millisecond until it is stopped. Returns the number of samples.
fn sample(manager: &ObservabilityManager, is_stopped: &AtomicBool) -> u64 {
    let mut samples = 0;
    while !is_stopped.load(Ordering::Relaxed) {
        for adapter in block_on(manager.health()).adapters {
            let accounting = adapter.delivery.accounting;
            assert!(accounting.is_conserved(), "{}: {accounting:?}", adapter.delivery.signal);
        }
        samples += 1;
        thread::sleep(Duration::from_millis(1));
    }
    samples
}

/// Records, exchanges, flushes and shuts down for a while, all at the same time.
fn chaos(seed: u64, overflow: OverflowPolicy) {
    let (random, gate) = (Arc::new(Random(AtomicU64::new(seed))), Gate::new());
    let manager = ObservabilityManager::try_with_config(chaotic_config(overflow)).unwrap();
    let logs = register(&manager, &chaotic_backend(&random, &gate));
    let metrics = manager.register_metrics_adapter(chaotic_backend(&random, &gate)).unwrap();
    let (is_stopped, recorded) = (AtomicBool::new(false), AtomicU64::new(0));
    thread::scope(|scope| {
        let sampler = scope.spawn(|| sample(&manager, &is_stopped));
        let producers: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let started = Instant::now();
                    while started.elapsed() < Duration::from_millis(1_300) {
                        log(&manager, &"x".repeat(usize::try_from(random.below(300)).unwrap()));
                        block_on(manager.record_counter("hits", 1, &[]));
                        recorded.fetch_add(1, Ordering::Relaxed);
                        if random.below(4) == 0 {
                            thread::sleep(Duration::from_micros(random.below(300)));
                        }
                    }
                })
            })
            .collect();
        for step in 0..100 {
            thread::sleep(Duration::from_millis(10));
            match random.below(6) {
                0 => manager.exchange_logging_adapter(logs, chaotic_backend(&random, &gate)).unwrap(),
                1 => manager.exchange_metrics_adapter(metrics, chaotic_backend(&random, &gate)).unwrap(),
                2 => drop(block_on(manager.flush_within(Duration::from_millis(random.below(20))))),
                3 if step % 10 == 0 => manager.reconfigure(chaotic_config(overflow)).unwrap(),
                _ => {}
            }
        }
        // Items are recorded before, during and after the shutdown.
        block_on(manager.shutdown_within(Duration::from_millis(100)));
        for producer in producers {
            producer.join().unwrap();
        }
        gate.open();
        thread::sleep(Duration::from_millis(20));
        is_stopped.store(true, Ordering::Relaxed);
        assert!(sampler.join().unwrap() > 50);
    });
    for adapter in block_on(manager.health()).adapters {
        let accounting = adapter.delivery.accounting;
        assert!(accounting.is_conserved() && accounting.in_flight() == 0, "{accounting:?}");
        assert_eq!(accounting.accepted, recorded.load(Ordering::Relaxed), "{}", adapter.delivery.signal);
    }
}

#[test]
fn conservation_sampled_every_millisecond_under_chaos() {
    chaos(1, OverflowPolicy::DropNewest);
    chaos(2, OverflowPolicy::DropOldest);
    chaos(3, OverflowPolicy::Block(Duration::from_millis(1)));
}

#[test]
fn adapters_come_and_go_under_chaos() {
    let (random, gate) = (Arc::new(Random(AtomicU64::new(4))), Gate::new());
    let manager =
        ObservabilityManager::try_with_config(chaotic_config(OverflowPolicy::Block(Duration::from_millis(1)))).unwrap();
    let is_done = AtomicBool::new(false);
    let backends: Vec<_> = thread::scope(|scope| {
        let changes: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let started = Instant::now();
                    let mut backends = Vec::new();
                    while started.elapsed() < Duration::from_secs(1) {
                        backends.push(chaotic_backend(&random, &gate));
                        let id = register(&manager, &backends[backends.len() - 1]);
                        thread::sleep(Duration::from_micros(random.below(2_000)));
                        if random.below(10) > 0 {
                            let report = block_on(manager.unregister(id)).unwrap();
                            assert_eq!(report.in_flight, 0);
                        }
                    }
                    backends
                })
            })
            .collect();
        scope.spawn(|| {
            while !is_done.load(Ordering::Relaxed) {
                log(&manager, "text");
                thread::sleep(Duration::from_micros(random.below(500)));
            }
        });
        let backends = changes.into_iter().flat_map(|changes| changes.join().unwrap()).collect();
        is_done.store(true, Ordering::Relaxed);
        backends
    });
    assert!(backends.len() > 20, "{} adapters", backends.len());
    drop(manager);
    gate.open();
    crate::wait_until("all adapters are dropped", || backends.iter().all(|backend| Arc::strong_count(backend) == 1));
    #[cfg(target_os = "linux")]
    crate::wait_until("all threads end", || crate::hangs::threads("telemetry-") == 0);
}

#[test]
fn items_that_the_backend_rejects_are_counted() {
    let backend = Arc::new(Backend::new(|call| match call.messages[0].as_str() {
        "some" => Act::Reject(1),
        "too many" => Act::Reject(u64::MAX),
        _ => Act::Take,
    }));
    let config = crate::config();
    let batch = BatchConfig { items: 2, delay: Duration::from_secs(60), ..config.delivery.batch };
    let delivery = DeliveryConfig { batch, ..config.delivery };
    let manager = crate::manager(ObservabilityConfig { delivery, ..config }, &backend);
    for message in ["some", "other", "too many", "other", "none", "other"] {
        log(&manager, message);
    }
    crate::wait_until("all batches are settled", || crate::accounting(&manager).in_flight() == 0);
    let accounting = crate::accounting(&manager);
    assert_eq!((accounting.delivered, accounting.rejected, backend.exports()), (3, 3, 3));
}
