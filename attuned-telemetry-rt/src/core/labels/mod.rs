//! Types of metric labels with bounded cardinality.

pub(crate) mod capped_labels;
mod known_strings;
pub(crate) mod label_value;
