//! Pauses and deadlines.

use std::time::{Duration, Instant};

use attuned_telemetry_rt::delivery::DeliveryReport;
use attuned_telemetry_tests::otlp::{Fault, FaultyCollector, Protocol, RetryAfter, Signal};
use tokio::runtime::{Builder, Runtime};

use crate::kit::{Exporter, PROTOCOLS, SIGNALS, runtime};

const ITEMS: usize = 5;

#[test]
fn retry_after_longer_than_deadline_requeues_not_drops() {
    for protocol in PROTOCOLS {
        let collector = FaultyCollector::start(protocol, Fault::UnavailableUntil(RetryAfter::Seconds(2)));
        let exporter = Exporter::to(&collector);
        exporter.record(ITEMS);
        let reports = runtime().block_on(exporter.manager.flush_within(Duration::from_millis(500)));
        assert!(reports.iter().all(|report| report.lost == 0), "{reports:?}");
        for signal in SIGNALS {
            assert_eq!(exporter.status(signal).accounting.in_flight(), 5, "{protocol:?} {signal:?}");
        }
        collector.wait_until(|requests| {
            SIGNALS.iter().all(|signal| requests.iter().any(|request| request.signal == Some(*signal)))
        });
        collector.set_fault(Fault::None);
        exporter.flush();
        for signal in SIGNALS {
            let accounting = exporter.status(signal).accounting;
            assert_eq!((accounting.delivered, accounting.lost()), (5, 0), "{protocol:?} {signal:?}");
        }
    }
}

#[test]
fn retry_after_as_http_date() {
    for protocol in PROTOCOLS {
        let collector = FaultyCollector::start(protocol, Fault::UnavailableUntil(RetryAfter::Date(3)));
        let exporter = Exporter::to(&collector);
        exporter.record(ITEMS);
        let _ = runtime().block_on(exporter.manager.flush_within(Duration::from_millis(100)));
        collector.wait_until(|requests| {
            SIGNALS.iter().all(|signal| requests.iter().any(|request| request.signal == Some(*signal)))
        });
        collector.set_fault(Fault::None);
        exporter.flush();
        for signal in SIGNALS {
            let requests = collector.requests();
            let times: Vec<_> =
                requests.iter().filter(|request| request.signal == Some(signal)).map(|request| request.at).collect();
            assert_eq!(times.len(), 2, "{protocol:?} {signal:?}");
            // A date has no fractions of a second.
            assert!(times[1] - times[0] >= Duration::from_secs(2), "{protocol:?} {signal:?} {times:?}");
        }
    }
}

const DEADLINE: Duration = Duration::from_millis(500);

/// How much longer than its deadline a flush or a shutdown may take.
const SLACK: Duration = Duration::from_millis(50);

/// How often the times are measured. Another process may take the processor meanwhile.
const ATTEMPTS: usize = 10;

/// Returns how long a flush, a shutdown and a second shutdown take, and what the first shutdown says.
fn finish(runtime: &Runtime, protocol: Protocol) -> ([Duration; 3], Vec<DeliveryReport>) {
    let collector = FaultyCollector::start(protocol, Fault::BlackHole);
    runtime.block_on(async {
        let exporter = Exporter::to(&collector);
        exporter.record(ITEMS);
        let start = Instant::now();
        let _ = exporter.manager.flush_within(DEADLINE).await;
        let flushed = Instant::now();
        let reports = exporter.manager.shutdown_within(DEADLINE).await;
        let shut_down = Instant::now();
        let _ = exporter.manager.shutdown_within(DEADLINE).await;
        let times = [flushed - start, shut_down - flushed, shut_down.elapsed()];
        for signal in SIGNALS {
            let accounting = exporter.status(signal).accounting;
            assert_eq!((accounting.accepted, accounting.lost(), accounting.in_flight()), (5, 5, 0), "{signal:?}");
        }
        (times, reports)
    })
}

#[test]
fn flush_and_shutdown_hold_their_deadline() {
    let current_thread = runtime();
    let one_worker = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let workers = Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    for protocol in PROTOCOLS {
        for runtime in [&current_thread, &one_worker, &workers] {
            let mut measured = Vec::new();
            let is_held = (0..ATTEMPTS).any(|_| {
                let (times, reports) = finish(runtime, protocol);
                let lost: u64 = reports.iter().map(|report| report.lost).sum();
                assert_eq!(lost, (ITEMS * SIGNALS.len()) as u64, "{reports:?}");
                measured.push(times);
                let [flush, shutdown, again] = times;
                flush <= DEADLINE + SLACK && shutdown <= DEADLINE + SLACK && again <= SLACK
            });
            assert!(is_held, "{protocol:?}: {measured:?}");
        }
    }
}

#[test]
fn a_restarted_collector_gets_everything() {
    for protocol in PROTOCOLS {
        let collector = FaultyCollector::start(protocol, Fault::None);
        let exporter = Exporter::to(&collector);
        for _ in 0..5 {
            exporter.record(ITEMS);
            exporter.flush();
            collector.restart();
        }
        for signal in [Signal::Traces, Signal::Logs] {
            let accounting = exporter.status(signal).accounting;
            assert_eq!((accounting.delivered, accounting.lost()), (25, 0), "{protocol:?} {signal:?}");
        }
    }
}
