//! The adapter for OpenTelemetry collectors: what arrives, and how it starts and ends.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod aggregation;
mod delta;
mod exchange;
mod kit;
mod laws;
mod limits;
mod own_metrics;
mod recordings;
mod registrations;
mod sampling;
mod start_up;

use attuned_telemetry_tests::bytes_in_use::Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;
