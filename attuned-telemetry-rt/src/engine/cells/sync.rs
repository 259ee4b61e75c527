//! The atomics and locks of the cells. The workspace package `attuned-telemetry-loom` replaces this file with its own
//! types.

pub(crate) use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
pub(crate) use std::sync::{Mutex, OnceLock};
