//! The atomics of typed counters. The package `loom` replaces this file with its own types.

pub(crate) use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
