//! The engine: for any program, the page shows what happened.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

mod laws;
mod model;
mod page;
mod refused;
mod subscribers;
mod threads;
