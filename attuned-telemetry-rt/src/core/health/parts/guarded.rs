//! Panics of components.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Catches a panic of a component.
pub(crate) fn guarded<R>(call: impl FnOnce() -> R) -> Option<R> {
    // The panic payload is forgotten: its destructor may panic.
    catch_unwind(AssertUnwindSafe(call)).map_err(std::mem::forget).ok()
}
