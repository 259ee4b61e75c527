//! Answers of a collector that are not a plain success.

use attuned_telemetry_rt::delivery::{Accounting, BreakerState, BreakerWindow, CircuitBreakerConfig};
use attuned_telemetry_rt::export::otlp::OtlpCompression;
use attuned_telemetry_tests::otlp::{Fault, FaultyCollector, Received, Signal};

use crate::kit::{Exporter, PROTOCOLS, SIGNALS, config};

const ITEMS: usize = 5;

fn of_signal(collector: &FaultyCollector, signal: Signal) -> Vec<Received> {
    collector.requests().into_iter().filter(|request| request.signal == Some(signal)).collect()
}

fn partial(rejected: u64, message: &str) -> Fault {
    Fault::PartialSuccess { rejected, message: message.to_owned() }
}

/// A breaker that opens at the first failure.
fn touchy() -> CircuitBreakerConfig {
    CircuitBreakerConfig {
        window: BreakerWindow::Count(1),
        minimum_calls: 1,
        consecutive_failures: Some(1),
        ..CircuitBreakerConfig::default()
    }
}

#[test]
fn partial_success_is_counted_as_rejected() {
    for protocol in PROTOCOLS {
        let collector = FaultyCollector::start(protocol, partial(2, "two are too old"));
        let exporter = Exporter::to(&collector);
        exporter.record(ITEMS);
        exporter.flush();
        for signal in SIGNALS {
            let status = exporter.status(signal);
            let Accounting { accepted, delivered, rejected, .. } = status.accounting;
            assert_eq!((accepted, delivered, rejected), (5, 3, 2), "{protocol:?} {signal:?}");
            assert!(status.accounting.is_conserved());
            assert!(status.last_error.unwrap().contains("two are too old"));
        }
    }
}

#[test]
fn partial_success_is_never_retried() {
    for protocol in PROTOCOLS {
        let collector = FaultyCollector::start(protocol, partial(2, "two are too old"));
        let exporter = Exporter::to(&collector);
        exporter.record(ITEMS);
        exporter.flush();
        collector.set_fault(Fault::None);
        exporter.flush();
        exporter.manager.shutdown_blocking();
        for signal in [Signal::Traces, Signal::Logs] {
            assert_eq!(of_signal(&collector, signal).len(), 1, "{protocol:?} {signal:?}");
        }
        let rejected = exporter.status(Signal::Metrics).accounting.rejected;
        assert_eq!(rejected, 2, "{protocol:?}");
    }
}

#[test]
fn warning_without_rejection_counts_nothing() {
    for protocol in PROTOCOLS {
        let collector = FaultyCollector::start(protocol, partial(0, "this endpoint will be removed"));
        let exporter = Exporter::to(&collector);
        exporter.record(ITEMS);
        exporter.flush();
        for signal in SIGNALS {
            let status = exporter.status(signal);
            assert_eq!((status.accounting.delivered, status.accounting.lost()), (5, 0), "{protocol:?} {signal:?}");
            assert!(status.last_error.unwrap().contains("this endpoint will be removed"));
        }
    }
}

#[test]
fn permanent_400_never_retried_never_opens_breaker() {
    for protocol in PROTOCOLS {
        let collector = FaultyCollector::start(protocol, Fault::BadRequest);
        let exporter = Exporter::with(&config(&collector), touchy());
        for flushes in 1..=5 {
            exporter.record(ITEMS);
            exporter.flush();
            for signal in SIGNALS {
                let status = exporter.status(signal);
                assert_eq!(of_signal(&collector, signal).len(), flushes, "{protocol:?} {signal:?}");
                assert_eq!(status.accounting.failed, (flushes * ITEMS) as u64, "{protocol:?} {signal:?}");
                assert_eq!(status.breaker, BreakerState::Closed, "{protocol:?} {signal:?}");
            }
        }
        collector.set_fault(Fault::None);
        exporter.record(ITEMS);
        exporter.flush();
        for signal in SIGNALS {
            assert_eq!(exporter.status(signal).accounting.delivered, 5, "{protocol:?} {signal:?}");
        }
    }
}

#[test]
fn a_collector_that_refuses_gzip_loses_nothing() {
    for protocol in PROTOCOLS {
        let collector = FaultyCollector::start(protocol, Fault::RefusesGzip);
        let exporter =
            Exporter::with(&config(&collector).compression(OtlpCompression::Gzip), CircuitBreakerConfig::default());
        for _ in 0..3 {
            exporter.record(ITEMS);
            exporter.flush();
        }
        for signal in SIGNALS {
            let accounting = exporter.status(signal).accounting;
            assert_eq!((accounting.delivered, accounting.lost()), (15, 0), "{protocol:?} {signal:?}");
            let compressed = of_signal(&collector, signal).iter().filter(|request| request.was_compressed).count();
            assert_eq!(compressed, 1, "{protocol:?} {signal:?}");
        }
    }
}

#[test]
fn a_redirect_is_not_followed() {
    for protocol in PROTOCOLS {
        let target = FaultyCollector::start(protocol, Fault::None);
        let collector = FaultyCollector::start(protocol, Fault::Redirect(format!("{}/v1/traces", target.endpoint())));
        let exporter = Exporter::to(&collector);
        exporter.record(ITEMS);
        exporter.flush();
        for signal in SIGNALS {
            let status = exporter.status(signal);
            assert_eq!(status.accounting.failed, 5, "{protocol:?} {signal:?}");
            assert!(status.is_misconfigured);
            assert!(status.last_error.unwrap().contains(&target.endpoint()));
        }
        assert!(target.requests().is_empty());
    }
}
