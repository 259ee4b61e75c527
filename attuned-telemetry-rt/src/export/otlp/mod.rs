//! OpenTelemetry's protocol, OTLP: encoding, configuration and transport.

#[allow(dead_code, unused_imports, reason = "no adapter uses it yet")]
pub(crate) mod client;
#[allow(dead_code, unreachable_pub, reason = "no adapter uses it yet")]
pub(crate) mod settings;
#[allow(dead_code, reason = "no adapter uses it yet")]
pub(crate) mod signal;
