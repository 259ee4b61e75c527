//! The labels of series. Their names are stored once for each metric, and their values as they were given.

pub(crate) mod identifier;
pub(crate) mod label_set;
pub(crate) mod label_sets;
pub(crate) mod limits;
pub(crate) mod pairs;
pub(crate) mod values;

pub(crate) use label_set::{LabelName, LabelSet};
pub(crate) use label_sets::LabelSets;
pub(crate) use limits::LabelLimits;
pub(crate) use pairs::{Pair, others, with_pairs};
pub(crate) use values::{ValueBytes, Values};
