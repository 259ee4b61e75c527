//! Layers for HTTP: spans and metrics by OpenTelemetry's conventions, and traces of several processes.
//!
//! Some tests install a recorder for the whole process, so each test needs its own process.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

mod bodies;
mod client;
mod endings;
mod hang_ups;
mod middleware;
mod names;
mod page;
mod reduced;
mod routes;
mod server;
mod servers;
mod support;
mod traces;
