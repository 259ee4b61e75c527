//! The messages of OpenTelemetry's own crate decode what is encoded.

mod kit;
mod logs;
mod random_logs;
mod random_spans;
mod scopes;
mod traces;
