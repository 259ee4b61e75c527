//! `#[observed]` and `#[audited]` on an `impl` block: every method in it is annotated.

#![allow(
    clippy::missing_errors_doc,
    clippy::unnecessary_wraps,
    clippy::unused_self,
    clippy::unwrap_used,
    reason = "a test may panic, and what it annotates need not be useful"
)]

mod audited;
mod both;
mod conditional;
mod existing_code;
mod joined;
mod macro_rules;
mod observed;
mod traits;

use attuned_telemetry_tests::watch;

/// Names of the spans of `scope`.
fn spans_of<R>(scope: impl FnOnce() -> R) -> Vec<&'static str> {
    watch(scope).trace.spans().iter().map(|span| span.name).collect()
}
