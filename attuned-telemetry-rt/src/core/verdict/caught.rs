//! Panics of code that users install: subscribers, recorders, audit sinks, health checks.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Calls code that a user installed. Returns `None` if it panics. The panic hook has reported the panic then.
pub(crate) fn caught<R>(call: impl FnOnce() -> R) -> Option<R> {
    // The panic payload is forgotten: its destructor may panic.
    catch_unwind(AssertUnwindSafe(call)).map_err(std::mem::forget).ok()
}
