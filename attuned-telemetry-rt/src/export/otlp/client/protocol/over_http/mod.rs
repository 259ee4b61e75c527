//! OTLP over HTTP. <https://opentelemetry.io/docs/specs/otlp/#otlphttp>

pub(in crate::export::otlp::client) mod judge;
pub(in crate::export::otlp::client) mod retry_after;
mod status;
