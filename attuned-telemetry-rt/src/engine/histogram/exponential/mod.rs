//! Exponential histograms, which Prometheus calls native histograms. All buckets are equally wide on a logarithmic
//! scale, and a bucket is created when the first value falls into it.
//!
//! As in every other metric, each thread records in its own cells. When a series has 160 buckets of one schema, new
//! buckets use the next coarser schema, which has half as many buckets. Existing buckets stay, and a snapshot merges
//! them into the coarser schema. So recording threads never see a bucket move, and no count is stored twice.

pub(crate) mod exponential;
mod fractions;
mod generation;
pub(crate) mod reading;
pub(crate) mod schema;
