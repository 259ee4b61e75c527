//! A global recorder that is installed after the first calls. It can be installed only once, so this is a separate
//! program.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::metrics::Metrics;
use metrics_util::MetricKind;
use metrics_util::debugging::{DebugValue, DebuggingRecorder, Snapshotter};

#[observed]
fn called() {}

/// Values that the global recorder received since the last snapshot.
fn calls(snapshotter: &Snapshotter) -> u64 {
    let counter = |(key, _, _, value)| match value {
        DebugValue::Counter(count) if metrics_util::CompositeKey::kind(&key) == MetricKind::Counter => Some(count),
        _ => None,
    };
    snapshotter.snapshot().into_vec().into_iter().filter_map(counter).sum()
}

#[test]
fn late_global_recorder_records_later_calls_except_those_of_local_recorders() {
    const SERIES: &str = r#"attuned_telemetry_tests_operations_total{operation="called",status="success"}"#;
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    called();
    recorder.install().unwrap();
    assert_eq!(calls(&snapshotter), 0, "the first call was not recorded");

    called();
    called();
    assert_eq!(calls(&snapshotter), 2);

    let local = Metrics::new();
    local.watch(called);
    assert_eq!(local.counter(SERIES), Some(1));
    assert_eq!(calls(&snapshotter), 0, "the local recorder is used instead");

    std::thread::spawn(called).join().unwrap();
    called();
    assert_eq!(calls(&snapshotter), 2);
}
