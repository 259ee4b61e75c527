//! One annotated function: its definition, its metrics, its spans, and the tree of its labels.

pub(crate) mod definition;
pub(crate) mod metrics;
pub(crate) mod span;

mod label_level;
pub(crate) mod label_node;
pub(crate) mod operation;
