//! OpenTelemetry's protocol, OTLP: encoding, configuration and transport.

pub(crate) mod signal;
