//! The messages of OpenTelemetry's own crate decode what is encoded.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod kit;
mod logs;
mod python;
mod random_logs;
mod random_spans;
mod scopes;
mod traces;
