//! Threads, file descriptors and memory of a delivery.

#![allow(clippy::unwrap_used, reason = "a test may panic")]
// The numbers are read from `/proc`.
#![cfg(target_os = "linux")]

use std::fs;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use attuned_telemetry_rt::adapters::{
    LogLevel, LoggingAdapter, MetricsAdapter, ObservabilityConfig, ObservabilityManager, async_trait,
};
use attuned_telemetry_rt::collect::LogRecord;
use attuned_telemetry_rt::delivery::{DeliveryConfig, OverflowPolicy, QueueConfig, WorkerState};
use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_tests::bytes_in_use::{Counting, bytes_in_use};
use attuned_telemetry_tests::task::block_on;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Only one test at a time measures.
static MEASURING: Mutex<()> = Mutex::new(());

/// Takes everything.
struct Takes;

#[async_trait]
impl LoggingAdapter for Takes {
    async fn log(&self, _: &LogRecord) {}
}

#[async_trait]
impl MetricsAdapter for Takes {
    async fn record_counter(&self, _: &str, _: u64, _: &[(&str, &str)]) {}
    async fn record_gauge(&self, _: &str, _: f64, _: &[(&str, &str)]) {}
    async fn record_histogram(&self, _: &str, _: f64, _: &[(&str, &str)]) {}
}

/// Returns the value of a line of `/proc/self/status`.
fn of_status(name: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.trim_start_matches(':').split_whitespace().next().unwrap().parse().unwrap()
}

/// What a process uses.
#[derive(Debug, PartialEq)]
struct Resources {
    threads: usize,
    files: usize,
    series: usize,
}

fn resources(exporter: &PrometheusExporter) -> Resources {
    let series = exporter.render().lines().filter(|line| !line.starts_with('#')).count();
    Resources { threads: of_status("Threads"), files: fs::read_dir("/proc/self/fd").unwrap().count(), series }
}

/// Registers adapters, records, and unregisters them.
fn cycle(manager: &ObservabilityManager, is_logging: bool) {
    let id = if is_logging {
        manager.register_logging_adapter(Arc::new(Takes)).unwrap()
    } else {
        manager.register_metrics_adapter(Arc::new(Takes)).unwrap()
    };
    block_on(manager.log(LogLevel::Info, "text", &[("key", "value")]));
    block_on(manager.record_counter("hits", 1, &[("key", "value")]));
    let report = block_on(manager.unregister(id)).unwrap();
    assert_eq!((report.lost, report.in_flight), (0, 0));
}

#[test]
fn unregister_returns_to_baseline() {
    let _measuring = MEASURING.lock().unwrap_or_else(PoisonError::into_inner);
    let exporter = PrometheusExporter::new();
    exporter.install().unwrap();
    let manager = ObservabilityManager::new();
    // The first cycles start the thread of timers, and create the series.
    (0..200).for_each(|number| cycle(&manager, number % 2 == 0));
    std::thread::sleep(Duration::from_millis(100));
    let before = resources(&exporter);
    let mut bytes = vec![bytes_in_use()];
    for _ in 0..5 {
        (0..2_000).for_each(|number| cycle(&manager, number % 2 == 0));
        bytes.push(bytes_in_use());
    }
    let started = Instant::now();
    while resources(&exporter) != before && started.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(resources(&exporter), before);
    // The recorder keeps the memory of as many threads as existed at the same time, which may become more. A leak would
    // grow in each part: here, by less than 2 bytes for each cycle.
    let least = bytes.windows(2).map(|bytes| bytes[1].saturating_sub(bytes[0])).min();
    assert!(least < Some(4_000), "{bytes:?}");
    // The test's thread, that of the harness and that of the timers.
    assert_eq!(before.threads, 3);
}

/// Blocks its threads.
struct Blocks;

#[async_trait]
impl LoggingAdapter for Blocks {
    async fn log(&self, _: &LogRecord) {
        loop {
            std::thread::park();
        }
    }
}

/// Records a million records with 1 KiB of attributes through an adapter that hangs. Returns the bytes that the process
/// has taken from the system meanwhile, at most.
fn taken_by_a_million_records(overflow: OverflowPolicy, bound: usize) -> usize {
    let queue = QueueConfig { items: 10_000_000, bytes: bound, overflow };
    let delivery = DeliveryConfig { queue, export_timeout: Duration::from_millis(50), ..DeliveryConfig::default() };
    let manager =
        ObservabilityManager::try_with_config(ObservabilityConfig { delivery, ..ObservabilityConfig::default() })
            .unwrap();
    manager.register_logging_adapter(Arc::new(Blocks)).unwrap();
    let (first, second) = ("a".repeat(512), "b".repeat(512));
    let attributes = [("first", first.as_str()), ("second", second.as_str())];
    // What the process needs for the first records is not memory of the queue.
    block_on(manager.log(LogLevel::Info, "text", &attributes));
    let (before, mut most) = (of_status("VmRSS"), 0);
    for number in 0..1_000_000 {
        block_on(manager.log(LogLevel::Info, "text", &attributes));
        if number % 5_000 == 0 {
            most = most.max(of_status("VmRSS"));
        }
    }
    most = most.max(of_status("VmRSS"));
    let status = block_on(manager.health()).adapters.swap_remove(0).delivery;
    assert!(status.accounting.is_conserved() && status.accounting.accepted == 1_000_001);
    assert!(status.queued_bytes <= bound && status.queued_bytes > bound * 8 / 10, "{}", status.queued_bytes);
    assert_eq!((status.worker, status.accounting.delivered), (WorkerState::Blocked, 0));
    (most - before) * 1_024
}

#[test]
fn bytes_bound_holds() {
    let _measuring = MEASURING.lock().unwrap_or_else(PoisonError::into_inner);
    let bound = 32 << 20;
    let taken = taken_by_a_million_records(OverflowPolicy::DropNewest, bound);
    assert!(taken <= bound * 11 / 10, "{taken} bytes");
}

#[test]
fn bytes_bound_holds_while_the_oldest_records_are_dropped() {
    let _measuring = MEASURING.lock().unwrap_or_else(PoisonError::into_inner);
    let bound = 32 << 20;
    let taken = taken_by_a_million_records(OverflowPolicy::DropOldest, bound);
    assert!(taken <= bound * 11 / 10, "{taken} bytes");
}
