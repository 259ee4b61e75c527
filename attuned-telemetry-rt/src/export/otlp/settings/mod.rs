//! What is configured for OTLP.

pub(crate) mod transport;
