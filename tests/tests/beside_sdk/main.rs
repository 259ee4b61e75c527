//! Annotated code beside OpenTelemetry's SDK: its spans reach a layer of `tracing-opentelemetry`, and a collector over OTLP.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod calls;
mod reloaded;
mod sdk;
mod sent;
mod spans;
