//! The atomics and locks of the label values. The package `loom` replaces this file with its own types.

pub(crate) use std::sync::atomic::{AtomicUsize, Ordering};
pub(crate) use std::sync::{Mutex, OnceLock};
