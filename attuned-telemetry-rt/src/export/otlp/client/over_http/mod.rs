//! OTLP over HTTP. <https://opentelemetry.io/docs/specs/otlp/#otlphttp>

pub(super) mod judge;
mod retry_after;
pub(super) mod status;
