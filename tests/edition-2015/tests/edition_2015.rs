//! Annotated code in Rust 2015.

#![allow(
    clippy::needless_pass_by_value,
    clippy::unwrap_used,
    reason = "a test may panic, and what it annotates need not be useful"
)]

extern crate attuned_telemetry_rt;

#[path = "../../tests/observed/arguments.rs"]
mod arguments;
