//! Loom's replacements for the standard library's types.

pub(crate) use loom::sync::Mutex;
pub(crate) use loom::sync::atomic::{AtomicUsize, Ordering};

pub(crate) use crate::engine::cells::sync::OnceLock;
