//! How spans, metrics and log records reach a collector, and what happens if it misbehaves.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod answers;
mod encryption;
mod faults;
mod kit;
mod runtimes;
mod timing;
