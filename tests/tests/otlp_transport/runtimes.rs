//! Delivery does not depend on the runtime of the program.

use std::thread;

use attuned_telemetry_tests::otlp::{Fault, FaultyCollector};
use opentelemetry_otlp::SpanExporter;
use tokio::runtime::Builder;

use crate::kit::{Exporter, PROTOCOLS, SIGNALS, runtime};

fn assert_delivered(exporter: &Exporter, collector: &FaultyCollector) {
    for signal in SIGNALS {
        let accounting = exporter.status(signal).accounting;
        assert_eq!((accounting.accepted, accounting.delivered), (5, 5), "{:?} {signal:?}", collector.protocol());
        assert!(!collector.accepted(signal).is_empty());
    }
}

#[test]
fn no_runtime_delivers() {
    for protocol in PROTOCOLS {
        let collector = FaultyCollector::start(protocol, Fault::None);
        let exporter = Exporter::to(&collector);
        exporter.record(5);
        exporter.manager.flush_blocking();
        assert_delivered(&exporter, &collector);
    }
}

#[test]
fn one_worker_runtime_delivers() {
    for protocol in PROTOCOLS {
        let collector = FaultyCollector::start(protocol, Fault::None);
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let exporter = runtime.block_on(async {
            let exporter = Exporter::to(&collector);
            let of_task = tokio::spawn(async move {
                exporter.record(5);
                // Blocks the only worker.
                exporter.manager.flush_blocking();
                exporter
            });
            of_task.await.unwrap()
        });
        assert_delivered(&exporter, &collector);
    }
}

#[test]
fn a_current_thread_runtime_that_is_blocked_delivers() {
    for protocol in PROTOCOLS {
        let collector = FaultyCollector::start(protocol, Fault::None);
        let exporter = runtime().block_on(async {
            let exporter = Exporter::to(&collector);
            exporter.record(5);
            exporter.manager.flush_blocking();
            exporter
        });
        assert_delivered(&exporter, &collector);
    }
}

#[test]
fn runtime_dropped_before_shutdown_still_flushes() {
    for protocol in PROTOCOLS {
        let collector = FaultyCollector::start(protocol, Fault::None);
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let exporter = runtime.block_on(async { Exporter::to(&collector) });
        runtime.block_on(async { exporter.record(5) });
        drop(runtime);
        exporter.manager.shutdown_blocking();
        assert_delivered(&exporter, &collector);
    }
}

/// This test crate enables `reqwest-client` of `opentelemetry-otlp`, which replaces the client of programs that use that
/// crate by one that needs a reactor.
#[test]
fn otlp_http_survives_async_client_feature() {
    // Without a client, this is an error.
    SpanExporter::builder().with_http().build().unwrap();
    for protocol in PROTOCOLS {
        let collector = FaultyCollector::start(protocol, Fault::None);
        let exporter = Exporter::to(&collector);
        thread::scope(|scope| {
            scope.spawn(|| exporter.record(5));
        });
        exporter.manager.flush_blocking();
        assert_delivered(&exporter, &collector);
    }
}
