//! A subscriber formats a recorded value under a lock of its own: nothing of ours waits for that lock.

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

/// A value whose `Display` does something.
struct Odd<F: Fn()>(F);

impl<F: Fn()> fmt::Display for Odd<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (self.0)();
        formatter.write_str("odd")
    }
}

/// Records such a value, and calls annotated code after that. Returns whether that call has a context.
fn record(act: impl Fn() + Send + 'static) -> bool {
    let _guard = TelemetryBuilder::new().with_tracing(TracingConfig::default()).init().unwrap();
    let (done, is_done) = channel();
    std::thread::spawn(move || {
        let span = info_span!("outer", who = Empty);
        let _entered = span.enter();
        let _ = catch_unwind(AssertUnwindSafe(|| span.record("who", display(Odd(act)))));
        done.send(annotated().is_some()).unwrap();
    });
    is_done.recv_timeout(Duration::from_secs(20)).unwrap_or_else(|_| panic!("it hangs or panics"))
}

#[test]
fn a_display_that_opens_a_span_does_not_wait_for_itself() {
    assert!(record(|| drop(info_span!("inner").entered())));
}

#[test]
fn a_display_that_enters_its_own_span_does_not_wait_for_itself() {
    assert!(record(|| drop(tracing::Span::current().entered())));
}

#[test]
fn a_display_that_calls_annotated_code_does_not_wait_for_itself() {
    assert!(record(|| assert!(annotated().is_some())));
}

#[test]
fn a_display_that_panics_makes_no_later_call_panic() {
    assert!(record(|| panic!("on purpose")));
}
