//! The engine: the page contains every recorded value.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

mod laws;
mod limits;
mod model;
mod page;
mod refused;
mod subscribers;
mod threads;
