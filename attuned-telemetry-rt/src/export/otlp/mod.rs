//! OpenTelemetry's protocol, OTLP: encoding, configuration and transport.

mod metrics;
pub(crate) mod signal;
