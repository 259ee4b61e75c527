//! Loom's replacements for the standard library's types.

pub(crate) use loom::sync::atomic::{AtomicU32, AtomicU64, Ordering};
