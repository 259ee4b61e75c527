//! Tests of snapshots and their differences.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod interleavings;
mod kinds;
mod memory;
