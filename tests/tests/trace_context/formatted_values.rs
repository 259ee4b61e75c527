//! A subscriber can hold its own lock while it formats a recorded value. Code that runs in `Display` must not deadlock.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::channel;
use std::time::Duration;

use attuned_telemetry_rt::init::{TelemetryBuilder, TracingConfig};
use attuned_telemetry_rt::{TraceContext, observed};
use tracing::field::{Empty, display};
use tracing::info_span;

#[observed]
fn annotated() -> Option<TraceContext> {
    TraceContext::current()
}

/// A value whose `Display` calls a function.
struct Odd<F: Fn()>(F);

impl<F: Fn()> fmt::Display for Odd<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (self.0)();
        formatter.write_str("odd")
    }
}

/// Records a value whose `Display` calls `act`, then calls annotated code. Returns whether that call has a context.
fn record(act: impl Fn() + Send + 'static) -> bool {
    let _guard = TelemetryBuilder::new().with_tracing(TracingConfig::default()).init().unwrap();
    let (done, is_done) = channel();
    std::thread::spawn(move || {
        let span = info_span!("outer", who = Empty);
        let _entered = span.enter();
        let _ = catch_unwind(AssertUnwindSafe(|| span.record("who", display(Odd(act)))));
        done.send(annotated().is_some()).unwrap();
    });
    is_done.recv_timeout(Duration::from_secs(20)).unwrap_or_else(|_| panic!("the thread hangs or panicked"))
}

#[test]
fn a_display_that_opens_a_span_does_not_deadlock() {
    assert!(record(|| drop(info_span!("inner").entered())));
}

#[test]
fn a_display_that_enters_its_own_span_does_not_deadlock() {
    assert!(record(|| drop(tracing::Span::current().entered())));
}

#[test]
fn a_display_that_calls_annotated_code_does_not_deadlock() {
    assert!(record(|| assert!(annotated().is_some())));
}

#[test]
fn a_display_that_panics_does_not_affect_later_calls() {
    assert!(record(|| panic!("on purpose")));
}
