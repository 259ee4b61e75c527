//! The buckets of histograms.

pub(crate) mod bounds;
pub(crate) mod exponential;
