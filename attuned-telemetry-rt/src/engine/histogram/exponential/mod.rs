//! Exponential histograms, which Prometheus calls native: buckets that are all equally wide on a logarithmic scale,
//! made where values come.
//!
//! Each thread counts in cells of its own, as in every other metric. When there are more than 160 buckets, the next
//! ones are made by a schema with half as many; those that there are stay, and whoever reads merges them. So nothing
//! is ever moved under a thread that counts, and no count is in two places.

pub(crate) mod exponential;
mod fractions;
mod generation;
pub(crate) mod reading;
pub(crate) mod schema;
