//! The laws of adapters.

use attuned_telemetry_rt::adapters::testing::{self, Report};
use attuned_telemetry_rt::export::otlp::{OtlpConfig, OtlpTemporality};
use attuned_telemetry_tests::otlp::{Fault, FaultyCollector, Protocol};

use crate::kit::{adapter, config, metrics, records, spans};

/// Checks the adapter in the three signals.
fn reports(config: &OtlpConfig) -> [Report; 3] {
    let new = || {
        let config = config.clone();
        move || adapter(&config)
    };
    [testing::check_metrics(new()), testing::check_tracing(new()), testing::check_logging(new())]
}

#[track_caller]
fn assert_kept(config: &OtlpConfig) {
    for report in reports(config) {
        assert!(report.passed(), "{report}");
    }
}

#[test]
fn the_adapter_keeps_the_laws_of_adapters_over_grpc() {
    let collector = FaultyCollector::start(Protocol::Grpc, Fault::None);
    assert_kept(&config(&collector));
    let requests = collector.requests();
    assert!(!spans(&requests).is_empty() && !records(&requests).is_empty() && !metrics(&requests).is_empty());
}

#[test]
fn the_adapter_keeps_the_laws_of_adapters() {
    let collector = FaultyCollector::start(Protocol::Http, Fault::None);
    assert_kept(&config(&collector));
    assert_kept(&config(&collector).temporality(OtlpTemporality::Delta));
    // Whatever the items contain, the official types can read them.
    let requests = collector.requests();
    assert!(!spans(&requests).is_empty() && !records(&requests).is_empty() && !metrics(&requests).is_empty());
}

/// What does not depend on the collector.
const OF_THE_ADAPTER: [&str; 12] = [
    "name_is_printable",
    "name_is_stable",
    "health_check_in_time",
    "empty_batch",
    "huge_batch",
    "single_items",
    "flush_without_items",
    "shutdown_twice",
    "calls_after_shutdown",
    "shutdown_during_a_batch",
    "no_blocking",
    "panic_of_the_caller",
];

#[test]
fn if_the_port_is_closed_nothing_but_the_connection_fails() {
    let collector = FaultyCollector::start(Protocol::Http, Fault::Refused);
    for report in reports(&config(&collector)) {
        let failures: Vec<_> = report.failures().collect();
        assert!(failures.iter().all(|failed| !OF_THE_ADAPTER.contains(&failed.law())), "{report}");
        for failed in failures {
            assert!(failed.failure().unwrap().contains("transient error: no connection to 127.0.0.1:"), "{report}");
        }
    }
}
