//! Spans, metrics and log records for OpenTelemetry collectors, over OTLP.

pub(super) mod adapter;
pub(super) mod factory;
mod logs;
mod metrics;
mod parts;
mod points;
mod requests;
mod sender;
mod traces;
