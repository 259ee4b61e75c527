//! What an adapter does to the program and to the other adapters.

use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use attuned_telemetry_rt::adapters::{
    LogLevel, LoggingAdapter, ObservabilityConfig, ObservabilityManager, async_trait,
};
use attuned_telemetry_rt::collect::LogRecord;
use attuned_telemetry_rt::delivery::{BatchConfig, DeliveryConfig, DeliveryError, QueueConfig};
use attuned_telemetry_tests::task::block_on;

use crate::adapters::{Act, Backend, Gate};
use crate::{accounting, config, log, register, wait_until};

/// How long the recordings took.
struct Took {
    all: Duration,
    /// 99 of 100 recordings took at most this long.
    p99: Duration,
}

/// Records items beside dead adapters, and returns how long each recording took, when the adapter that works has all.
fn record(dead: &[Arc<Backend>]) -> Took {
    const ITEMS: usize = 20_000;
    let config = config();
    let queue = QueueConfig { items: ITEMS, ..config.delivery.queue };
    let batch = BatchConfig { items: 500, ..config.delivery.batch };
    let delivery = DeliveryConfig { queue, batch, ..config.delivery };
    let manager = ObservabilityManager::with_config(ObservabilityConfig { delivery, ..config });
    for backend in dead {
        register(&manager, backend);
    }
    let healthy = Backend::healthy();
    register(&manager, &healthy);
    let started = Instant::now();
    let mut times: Vec<_> = (0..ITEMS)
        .map(|_| {
            let started = Instant::now();
            log(&manager, "text");
            started.elapsed()
        })
        .collect();
    wait_until("the adapter that works has all items", || healthy.taken().len() == ITEMS);
    let all = started.elapsed();
    times.sort();
    block_on(manager.shutdown_within(Duration::ZERO));
    Took { all, p99: times[ITEMS * 99 / 100] }
}

#[test]
fn dead_adapter_changes_nothing_for_the_others() {
    let gate = Gate::new();
    let held = Arc::clone(&gate);
    let dead = [
        Arc::new(Backend::new(|_| Act::Hang)),
        Arc::new(Backend::new(move |_| Act::Block(held.clone()))),
        Arc::new(Backend::new(|_| Act::Fail(DeliveryError::transient("refused")))),
    ];
    // Generous, because other programs may run at the same time. An adapter that slows the others down slows them
    // down by its timeouts, which are seconds.
    let is_unchanged = || {
        let (alone, beside) = (record(&[]), record(&dead));
        let is_fast = beside.all < alone.all * 10 + Duration::from_secs(1);
        is_fast && beside.p99 < alone.p99 * 10 + Duration::from_millis(1)
    };
    assert!((0..3).any(|_| is_unchanged()));
    gate.open();
}

/// An adapter that records through its own manager.
struct Recursive(OnceLock<ObservabilityManager>);

#[async_trait]
impl LoggingAdapter for Recursive {
    async fn log(&self, record: &LogRecord) {
        if let Some(manager) = self.0.get() {
            manager.log(LogLevel::Error, &format!("{} again", record.message()), &[]).await;
            manager.record_counter("records_total", 1, &[]).await;
            let spawned = manager.clone();
            let _ = tokio::spawn(async move { spawned.log(LogLevel::Error, "spawned", &[]).await }).await;
        }
    }
}

#[test]
fn an_adapter_that_records_in_its_export_does_not_feed_itself() {
    let recursive = Arc::new(Recursive(OnceLock::new()));
    let manager = ObservabilityManager::with_config(config());
    manager.register_logging_adapter(Arc::clone(&recursive) as _).unwrap();
    assert!(recursive.0.set(manager.clone()).is_ok());
    (0..5).for_each(|_| log(&manager, "text"));
    block_on(manager.flush());
    std::thread::sleep(Duration::from_millis(20));
    assert_eq!((accounting(&manager).accepted, accounting(&manager).delivered), (5, 5));
    block_on(manager.shutdown());
}

/// An adapter that waits for its own manager.
struct WaitsForItself(OnceLock<ObservabilityManager>);

#[async_trait]
impl LoggingAdapter for WaitsForItself {
    async fn log(&self, _: &LogRecord) {
        if let Some(manager) = self.0.get() {
            manager.flush_within(Duration::from_millis(50)).await;
            manager.health().await;
        }
    }
}

#[test]
fn an_adapter_that_flushes_its_own_manager_waits_until_the_deadline() {
    let waits = Arc::new(WaitsForItself(OnceLock::new()));
    let manager = ObservabilityManager::with_config(config());
    manager.register_logging_adapter(Arc::clone(&waits) as _).unwrap();
    assert!(waits.0.set(manager.clone()).is_ok());
    log(&manager, "text");
    wait_until("the item is delivered", || accounting(&manager).delivered == 1);
    block_on(manager.shutdown());
}
