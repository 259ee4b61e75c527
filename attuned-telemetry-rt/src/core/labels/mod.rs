//! Types of metric labels with bounded cardinality.

pub(crate) mod capped_labels;
pub(crate) mod label_value;
