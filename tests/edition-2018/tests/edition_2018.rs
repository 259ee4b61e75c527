//! Annotated code in Rust 2018.

#![allow(
    clippy::needless_pass_by_value,
    clippy::unwrap_used,
    reason = "a test may panic, and what it annotates need not be useful"
)]

#[path = "../../tests/observed/arguments.rs"]
mod arguments;
