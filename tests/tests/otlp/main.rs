//! The adapter for OpenTelemetry collectors: what arrives, and how it starts and ends.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod aggregation;
mod kit;
mod limits;
