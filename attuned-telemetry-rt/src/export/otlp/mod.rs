//! OpenTelemetry's protocol, OTLP: encoding, configuration and transport.

#[allow(dead_code, unused_imports, reason = "no adapter uses it yet")]
pub(crate) mod client;
pub(crate) mod encode;
pub(crate) mod metrics;
pub(crate) mod settings;
pub(crate) mod signal;
