//! The trace context while a thread destroys its thread-locals.

use std::cell::Cell;

use attuned_telemetry_rt::{TraceContext, observed};

#[observed]
fn call() -> Option<TraceContext> {
    TraceContext::current()
}

/// Calls annotated code when it is dropped, if it is enabled.
struct CallsWhenDropped(Cell<bool>);

impl Drop for CallsWhenDropped {
    fn drop(&mut self) {
        if self.0.get() {
            assert_eq!((TraceContext::current(), call()), (None, None));
        }
    }
}

thread_local! {
    static LAST: CallsWhenDropped = const { CallsWhenDropped(Cell::new(false)) };
}

#[test]
fn a_call_in_a_destructor_of_a_thread_local_has_no_context_and_does_not_panic() {
    // A panic in the destructor would abort the process.
    let thread = std::thread::spawn(|| {
        LAST.with(|last| last.0.set(true));
        TraceContext::current()
    });
    assert_eq!(thread.join().unwrap(), None);
}
