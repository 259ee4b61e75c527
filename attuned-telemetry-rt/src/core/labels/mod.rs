//! Values that can be metric labels.

pub(crate) mod capped_labels;
pub(crate) mod label_value;
