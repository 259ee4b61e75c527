//! Tests of the client against servers.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod connections;
mod http_answers;
mod server;
mod settings;
