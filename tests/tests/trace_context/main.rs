//! The trace context of a call does not depend on log levels, filters or subscribers. Whether ids are generated is a
//! global setting of the process, so each test needs its own process.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

mod after_a_fork;
mod async_calls;
mod calls;
mod end_of_a_thread;
mod formatted_values;
mod panicking_subscribers;
mod remote_parents;
mod spans;

use attuned_telemetry_rt::TraceContext;

/// The current context. Panics if there is none.
fn context() -> TraceContext {
    TraceContext::current().unwrap()
}
