//! Recorders that misbehave, each in a separate process.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

use std::cell::Cell;
use std::panic::catch_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use attuned_telemetry_rt::init::TelemetryBuilder;
use attuned_telemetry_rt::{audited, observed};
use metrics::{
    Counter, CounterFn, Gauge, GaugeFn, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder, SharedString, Unit,
};

/// A recorder that calls a function each time it is called, and records nothing.
#[derive(Clone, Copy)]
struct Hostile(fn());

impl CounterFn for Hostile {
    fn increment(&self, _: u64) {
        (self.0)();
    }

    fn absolute(&self, _: u64) {}
}

impl GaugeFn for Hostile {
    fn increment(&self, _: f64) {
        (self.0)();
    }

    fn decrement(&self, _: f64) {
        (self.0)();
    }

    fn set(&self, _: f64) {
        (self.0)();
    }
}

impl HistogramFn for Hostile {
    fn record(&self, _: f64) {
        (self.0)();
    }
}

impl Recorder for Hostile {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {
        (self.0)();
    }

    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {
        (self.0)();
    }

    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {
        (self.0)();
    }

    fn register_counter(&self, _: &Key, _: &Metadata<'_>) -> Counter {
        (self.0)();
        Counter::from_arc(Arc::new(*self))
    }

    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        (self.0)();
        Gauge::from_arc(Arc::new(*self))
    }

    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        (self.0)();
        Histogram::from_arc(Arc::new(*self))
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

#[observed(in_flight, slo(latency = "1s", target = 99))]
fn add(number: u8) -> Result<u8, &'static str> {
    if number == 0 { Err("zero") } else { Ok(number + 1) }
}

/// Calls functions whose metrics are of every type.
fn call_all() {
    count();
    assert_eq!((add(1), add(0)), (Ok(2), Err("zero")));
}

#[test]
fn a_panicking_local_recorder_does_not_affect_calls() {
    metrics::with_local_recorder(&Hostile(|| panic!("the recorder's")), call_all);
}

#[test]
fn a_panicking_installed_recorder_does_not_affect_calls() {
    let _guard = TelemetryBuilder::new().with_metrics(Hostile(panic_later)).init().unwrap();
    PANICS.set(true);
    call_all();
    call_all();
    PANICS.set(false);
}

thread_local! {
    static PANICS: Cell<bool> = const { Cell::new(false) };
}

fn panic_later() {
    assert!(!PANICS.get(), "the recorder's");
}

static CALLS: AtomicU64 = AtomicU64::new(0);

/// Calls an annotated function, whose calls are recorded by the recorder that calls this.
fn call_again() {
    assert!(CALLS.fetch_add(1, Ordering::Relaxed) < 1_000, "endless recursion");
    count();
}

#[test]
fn a_local_recorder_that_always_calls_annotated_functions_does_not_recurse_without_end() {
    metrics::with_local_recorder(&Hostile(call_again), call_all);
    assert!(CALLS.load(Ordering::Relaxed) < 1_000);
}

#[test]
fn an_installed_recorder_that_always_calls_annotated_functions_does_not_recurse_without_end() {
    let _guard = TelemetryBuilder::new().with_metrics(Hostile(call_again)).init().unwrap();
    call_all();
    assert!(CALLS.load(Ordering::Relaxed) < 1_000);
}

/// Without a sink, each record is counted as lost.
#[audited(event = StateUpdated)]
fn update() -> u8 {
    CALLS.fetch_add(1, Ordering::Relaxed);
    7
}

#[test]
fn a_recorder_may_panic_or_call_audited_code_when_a_record_is_lost() {
    let returned = metrics::with_local_recorder(&Hostile(|| panic!("the recorder's")), update);
    assert_eq!(returned, 7);

    let recorder = Hostile(|| {
        update();
    });
    assert_eq!(metrics::with_local_recorder(&recorder, update), 7);
    assert!(CALLS.load(Ordering::Relaxed) < 10);
}
