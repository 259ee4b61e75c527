//! The one place that says whose atomics the engine uses.

pub(crate) use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
