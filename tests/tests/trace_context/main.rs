//! The trace that a call belongs to: whatever is logged, filtered or installed. Whether ids are read is a matter of the
//! whole process, so each test is a program.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

mod after_a_fork;
mod async_calls;
mod calls;
mod formatted_values;
mod remote_parents;
mod spans;

use attuned_telemetry_rt::TraceContext;

/// The context of the running code, which has one.
fn context() -> TraceContext {
    TraceContext::current().unwrap()
}
