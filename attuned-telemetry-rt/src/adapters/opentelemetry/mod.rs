//! Spans, metrics and log records for OpenTelemetry collectors, over OTLP.

pub(super) mod adapter;
pub(super) mod factory;
mod logging_adapter;
mod metrics_adapter;
pub(crate) mod process;
mod signals;
mod tracing_adapter;
