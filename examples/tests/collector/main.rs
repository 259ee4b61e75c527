//! The example and its client send to a real collector, and to a receiver that is made of Google's protobuf library, Google's
//! gRPC and OpenTelemetry's messages.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub, dead_code, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "numbers are compared to the last digit")]

#[path = "../service/mod.rs"]
mod service;

mod families;
mod points;
mod process;
mod receiver;
mod rotel;
mod run;
mod series;
mod two_processes;
