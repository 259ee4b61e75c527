//! Recorders that misbehave, each in a separate process.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

use std::cell::Cell;
use std::panic::catch_unwind;

use attuned_telemetry_rt::init::TelemetryBuilder;
use attuned_telemetry_rt::observed;
use metrics::{Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit};

/// A recorder that calls a function each time a counter is requested, and records nothing.
struct Hostile(fn());

impl Recorder for Hostile {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, _: &Key, _: &Metadata<'_>) -> Counter {
        (self.0)();
        Counter::noop()
    }

    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }

    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::noop()
    }
}

#[observed]
fn count() {}

#[observed]
fn fail() {
    panic!("the function's own");
}

/// A second panic during unwinding would abort the process.
#[test]
fn a_panicking_recorder_does_not_replace_the_panic_of_the_function() {
    let recorder = Hostile(|| panic!("the recorder's"));
    let payload = metrics::with_local_recorder(&recorder, || catch_unwind(fail).unwrap_err());
    assert_eq!(payload.downcast_ref(), Some(&"the function's own"));
}

thread_local! {
    static ASKED: Cell<bool> = const { Cell::new(false) };
}

#[test]
fn a_recorder_that_calls_the_recorded_operation_does_not_deadlock() {
    let recorder = Hostile(|| {
        if !ASKED.replace(true) {
            count();
        }
    });
    let _guard = TelemetryBuilder::new().with_metrics(recorder).init().unwrap();
    count();
    assert!(ASKED.get());
}
