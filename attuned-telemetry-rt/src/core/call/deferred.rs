//! Calls that start when the returned future or stream is first polled.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use super::call::{Call, Observer};
use crate::core::verdict::caught::caught;

/// Starts a deferred call.
pub trait Start {
    /// The observer of the call.
    type Observer: Observer;

    /// Starts the call.
    fn begin(self) -> Call<Self::Observer>;
}

/// Returns the body. A closure that is passed to a function is a `FnOnce` from the start, so it may return what it
/// borrows.
pub const fn body<T, B: FnOnce() -> T>(body: B) -> B {
    body
}

/// Runs the function that creates the future or stream. If the function panics, the call ends as panicked.
pub(crate) fn make<S: Start, B>(start: S, body: impl FnOnce() -> B) -> (S, B) {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(body) => (start, body),
        Err(payload) => {
            // Dropping a running call ends it as panicked. A panic of a subscriber must not replace this one.
            caught(|| drop(start.begin()));
            resume_unwind(payload)
        }
    }
}
