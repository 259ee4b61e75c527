//! The text formats: Prometheus' own and OpenMetrics.

mod common_lines;
mod exemplar;
mod histogram_lines;
mod label_text;
pub(crate) mod lines;
mod number;
pub(crate) mod open_metrics;
pub(crate) mod plain;
mod short_text;
