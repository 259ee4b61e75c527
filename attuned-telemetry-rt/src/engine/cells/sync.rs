//! The one place that says whose atomics and locks the cells use: the package `loom` puts others here.

pub(crate) use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
pub(crate) use std::sync::{Mutex, OnceLock};
