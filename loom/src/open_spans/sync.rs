//! Loom's replacements for the standard library's types.

pub(crate) use loom::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};

/// The number of places.
pub(crate) const PLACES: usize = 2;
