//! Collecting finished spans and log events.

#![allow(clippy::float_cmp, clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

mod consumer;
mod parents;
