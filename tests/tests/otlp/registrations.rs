//! Adapters that are registered and removed again and again.

use std::fs;
use std::sync::Arc;

use attuned_telemetry_rt::adapters::{LogLevel, ObservabilityManager};
use attuned_telemetry_tests::bytes_in_use::bytes_in_use;
use attuned_telemetry_tests::task::block_on;
use tracing_subscriber::layer::SubscriberExt as _;

use crate::kit::{adapter, collector, config, wait_until};

/// Returns the number of entries in a folder of this process.
fn entries(folder: &str) -> usize {
    fs::read_dir(format!("/proc/self/{folder}")).unwrap().count()
}

#[test]
#[cfg(target_os = "linux")]
fn unregister_returns_to_baseline() {
    const CYCLES: usize = 1_000;
    let (collector, manager) = (collector(), ObservabilityManager::new());
    let config = config(&collector);
    let subscriber = tracing_subscriber::registry().with(manager.span_layer());
    let cycle = || {
        let adapter = Arc::new(adapter(&config));
        let ids = [
            manager.register_tracing_adapter(adapter.clone()).unwrap(),
            manager.register_metrics_adapter(adapter.clone()).unwrap(),
            manager.register_logging_adapter(adapter).unwrap(),
        ];
        tracing::info_span!("work").in_scope(|| ());
        block_on(manager.record_counter("works", 1, &[]));
        block_on(manager.log(LogLevel::Info, "worked", &[]));
        for id in ids {
            let report = block_on(manager.unregister(id)).unwrap();
            assert_eq!((report.lost, report.in_flight), (0, 0), "{report:?}");
        }
    };
    tracing::subscriber::with_default(subscriber, || {
        (0..50).for_each(|_| cycle());
        // What the collector keeps is not the adapter's.
        let kept = || collector.requests().iter().map(|request| request.body.capacity() + 2_048).sum::<usize>();
        let (threads, bytes) = (entries("task"), bytes_in_use() - kept());
        let files = entries("fd");
        (0..CYCLES).for_each(|_| cycle());
        wait_until("the threads have ended", || entries("task") <= threads);
        wait_until("the connections are closed", || entries("fd") <= files);
        let growth = (bytes_in_use() - kept()).saturating_sub(bytes);
        assert!(growth < CYCLES * 100, "{growth} bytes are left");
    });
}
