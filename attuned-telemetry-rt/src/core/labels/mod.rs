//! Types of metric labels with bounded cardinality.

pub(crate) mod capped_labels;
mod known_texts;
pub(crate) mod label_value;
mod sync;
mod text_hasher;
pub(crate) mod trie;
