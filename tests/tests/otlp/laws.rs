//! The laws of adapters.

use attuned_telemetry_rt::adapters::testing::{self, Report};
use attuned_telemetry_rt::export::otlp::{OtlpConfig, OtlpTemporality};
use attuned_telemetry_tests::otlp::{Fault, FaultyCollector, Protocol};

use crate::kit::{adapter, config};

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
fn the_adapter_keeps_the_laws_of_adapters() {
    let collector = FaultyCollector::start(Protocol::Http, Fault::None);
    assert_kept(&config(&collector));
    assert_kept(&config(&collector).temporality(OtlpTemporality::Delta));
}

#[test]
fn the_adapter_keeps_the_laws_of_adapters_if_the_port_is_closed() {
    let collector = FaultyCollector::start(Protocol::Http, Fault::Refused);
    assert_kept(&config(&collector));
}
