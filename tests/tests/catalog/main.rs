//! `catalog()`: the annotations in this program, which is this test.

#![allow(
    clippy::panic,
    clippy::redundant_closure_for_method_calls,
    clippy::trivially_copy_pass_by_ref,
    clippy::unnecessary_wraps,
    clippy::unused_async,
    clippy::unused_self,
    clippy::unwrap_used,
    dead_code,
    reason = "a test may panic, and what it annotates is not called"
)]

mod components;
mod docs;
mod duplicates;
mod events;
mod fields;
mod json;
mod linking;
mod places;
mod statuses;
mod whole;

use attuned_telemetry_rt::catalog;
use attuned_telemetry_rt::catalog::OperationEntry;

/// The entry of an operation whose name is unique.
fn operation(op: &str) -> OperationEntry {
    let mut found: Vec<_> = catalog().operations.into_iter().filter(|entry| entry.op == op).collect();
    assert_eq!(found.len(), 1, "{op}: {found:#?}");
    found.remove(0)
}
