//! OpenTelemetry's conventions for HTTP: attributes, metrics, spans, and how a request ends.
//!
//! Source: <https://opentelemetry.io/docs/specs/semconv/http/>, version 1.44.0

pub(crate) mod exchange;
pub(crate) mod metrics;
pub(crate) mod request;
pub(crate) mod spans;
