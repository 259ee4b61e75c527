//! OpenTelemetry's conventions for HTTP: attributes, metrics, spans, and how a request ends.
//!
//! Source: <https://opentelemetry.io/docs/specs/semconv/http/>, version 1.44.0

pub(crate) mod exchange;
#[cfg_attr(not(feature = "tower"), allow(dead_code, reason = "routes and other names are for servers only"))]
pub(crate) mod metrics;
pub(crate) mod request;
pub(crate) mod spans;
