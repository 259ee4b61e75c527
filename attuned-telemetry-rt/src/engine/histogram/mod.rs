//! The buckets of histograms.

pub(crate) mod bounds;
pub(crate) mod conventional;
pub(crate) mod exponential;
