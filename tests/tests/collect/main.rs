//! Collecting finished spans and log events. The sampling is a setting of the process, so each test needs its own
//! process.

#![allow(clippy::float_cmp, clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

mod consumer;
mod delivery;
mod keep_rules;
mod logs;
mod parents;
mod sampling;
mod values;
