//! The metrics that adapters receive: points with their labels and values, in batches.

pub(super) mod aggregated;
#[cfg(feature = "otlp")]
mod aggregated_sample;
pub(super) mod distribution;
pub(super) mod exponential;
pub(super) mod labels;
pub(super) mod metrics_batch;
pub(super) mod point;
pub(super) mod sample;
mod text;
