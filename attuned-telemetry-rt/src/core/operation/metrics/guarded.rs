//! Calls of a recorder that a user installed.

use std::cell::Cell;

use crate::core::verdict::caught::caught;

/// The maximum number of nested calls of a recorder. A recorder may call annotated functions, and these calls are
/// recorded. Calls at the next level are not recorded, because a recorder that always calls an annotated function would
/// recurse without end.
const MAX_DEPTH: u8 = 2;

thread_local! {
    /// The number of calls of recorders that are running on this thread.
    static DEPTH: Cell<u8> = const { Cell::new(0) };
}

/// Calls a recorder. Returns `None` if it panics, or if too many calls of recorders are nested.
pub(crate) fn guarded<R>(call: impl FnOnce() -> R) -> Option<R> {
    let depth = DEPTH.get();
    if depth == MAX_DEPTH {
        return None;
    }
    DEPTH.set(depth + 1);
    let called = caught(call);
    DEPTH.set(depth);
    called
}
