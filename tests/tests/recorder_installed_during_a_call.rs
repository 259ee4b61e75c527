//! A global recorder that is installed during a call. It can be installed only once, so this is a separate program.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use attuned_telemetry_rt::observed;
use metrics_util::debugging::{DebuggingRecorder, Snapshotter};

#[observed]
fn installs() -> Snapshotter {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    recorder.install().unwrap();
    snapshotter
}

#[test]
fn call_that_installs_the_recorder_is_counted_but_not_timed() {
    let snapshot = installs().snapshot().into_vec();
    let names: Vec<_> = snapshot.iter().map(|(key, ..)| key.key().name()).collect();
    assert_eq!(names, ["attuned_telemetry_tests_operations_total"]);
}
