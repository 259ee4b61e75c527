//! Tests of the client against servers.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

#[cfg(feature = "otlp-grpc")]
mod calls;
mod certificates;
mod connections;
mod environment;
#[cfg(feature = "otlp-grpc")]
mod grpc_server;
mod http_answers;
mod server;
mod settings;
mod tls;
