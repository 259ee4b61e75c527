//! The text formats: Prometheus' own and OpenMetrics.

mod exemplar;
mod label_text;
pub(crate) mod lines;
mod number;
pub(crate) mod open_metrics;
pub(crate) mod plain;
mod short_text;
