//! Delivery to adapters: bounded queues, adapters that fail in every way, flush and shutdown.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

mod adapters;
mod audit;
mod conservation;
mod errors;
mod exchange;
mod flush;
mod forks;
mod hangs;
mod health;
mod others;
mod own_metrics;
mod panics;
mod queue;
mod runtimes;
mod shutdown;

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use adapters::Backend;
use attuned_telemetry_rt::adapters::{AdapterId, AdapterStatus, LogLevel, ObservabilityConfig, ObservabilityManager};
use attuned_telemetry_rt::delivery::{Accounting, BatchConfig, CircuitBreakerConfig, DeliveryConfig, RetryConfig};
use attuned_telemetry_tests::task::block_on;

/// Short pauses, batches of one item, and no circuit breaker.
fn config() -> ObservabilityConfig {
    let milliseconds = Duration::from_millis;
    let batch = BatchConfig { items: 1, delay: milliseconds(1), ..BatchConfig::default() };
    let retry = RetryConfig { first_pause: milliseconds(1), maximum_pause: milliseconds(5), ..RetryConfig::default() };
    ObservabilityConfig {
        delivery: DeliveryConfig { batch, retry, ..DeliveryConfig::default() },
        circuit_breaker: CircuitBreakerConfig { enabled: false, ..CircuitBreakerConfig::default() },
        ..ObservabilityConfig::default()
    }
}

/// Batches of a hundred items, which nothing but a flush or a shutdown sends earlier.
fn patient() -> ObservabilityConfig {
    let config = config();
    let batch = BatchConfig { items: 100, delay: Duration::from_secs(60), ..config.delivery.batch };
    ObservabilityConfig { delivery: DeliveryConfig { batch, ..config.delivery }, ..config }
}

/// Returns a manager with one adapter for log records.
fn manager(config: ObservabilityConfig, backend: &Arc<Backend>) -> ObservabilityManager {
    let manager = ObservabilityManager::try_with_config(config).unwrap();
    register(&manager, backend);
    manager
}

fn register(manager: &ObservabilityManager, backend: &Arc<Backend>) -> AdapterId {
    manager.register_logging_adapter(Arc::clone(backend) as _).unwrap()
}

fn log(manager: &ObservabilityManager, message: &str) {
    block_on(manager.log(LogLevel::Info, message, &[]));
}

/// Returns the state of the first adapter.
fn status(manager: &ObservabilityManager) -> AdapterStatus {
    block_on(manager.health()).adapters.swap_remove(0)
}

/// Returns the numbers of the first adapter.
fn accounting(manager: &ObservabilityManager) -> Accounting {
    let accounting = status(manager).delivery.accounting;
    assert!(accounting.is_conserved(), "{accounting:?}");
    accounting
}

/// Waits until a condition is true. Panics if it takes too long even for a busy machine.
#[track_caller]
fn wait_until(what: &str, is_true: impl Fn() -> bool) {
    let started = Instant::now();
    while !is_true() {
        assert!(started.elapsed() < Duration::from_secs(20), "not within 20 seconds: {what}");
        thread::sleep(Duration::from_millis(1));
    }
}

/// Returns the shortest of up to ten durations, or the first one below `goal`. A busy machine may delay some of them.
fn shortest(goal: Duration, measure: impl FnMut() -> Duration) -> Duration {
    let mut shortest = Duration::MAX;
    for duration in std::iter::repeat_with(measure).take(10) {
        shortest = shortest.min(duration);
        if shortest < goal {
            break;
        }
    }
    shortest
}
