//! One annotated function at run time, and the tree of its labels.

pub(crate) mod label_node;
pub(crate) mod operation;
