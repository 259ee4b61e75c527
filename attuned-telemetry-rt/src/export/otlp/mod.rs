//! OpenTelemetry's protocol, OTLP: encoding, configuration and transport.

pub(crate) mod client;
pub(crate) mod encode;
pub(crate) mod metrics;
pub(crate) mod settings;
pub(crate) mod signal;
