//! Marks the threads that deliver telemetry, so that nothing that they do is collected again.

use std::cell::Cell;

thread_local! {
    static DELIVERING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread delivers telemetry.
pub(crate) fn is_delivering() -> bool {
    DELIVERING.get()
}

/// Marks this thread until the result is dropped.
pub(crate) fn enter() -> Entered {
    Entered { outer: DELIVERING.replace(true) }
}

/// A thread that is marked.
pub(crate) struct Entered {
    outer: bool,
}

impl Drop for Entered {
    fn drop(&mut self) {
        DELIVERING.set(self.outer);
    }
}
