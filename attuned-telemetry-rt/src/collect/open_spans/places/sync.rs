//! The atomics of the places, and their number. The workspace package `attuned-telemetry-loom` replaces this file with
//! its own types and a smaller number.

pub(crate) use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};

/// The number of places.
pub(crate) const PLACES: usize = 128;
