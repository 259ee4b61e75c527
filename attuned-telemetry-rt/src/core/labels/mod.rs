//! Types of metric labels with bounded cardinality.

pub(crate) mod capped_labels;
#[cfg(not(target_os = "none"))]
mod known_texts;
pub(crate) mod label_value;
#[cfg(not(target_os = "none"))]
mod sync;
#[cfg(not(target_os = "none"))]
pub(crate) mod text_hasher;
#[cfg(not(target_os = "none"))]
pub(crate) mod trie;
pub(crate) mod typed_counter;
