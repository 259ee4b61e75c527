//! Log records over OTLP.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod no_loop;
mod records;
mod unsampled;
