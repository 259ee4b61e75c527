//! Calls that start when the returned future or stream is first polled.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use super::call::{Call, Observer};

/// Starts a deferred call.
pub trait Start {
    /// The observer of the call.
    type Observer: Observer;

    /// Starts the call.
    fn begin(self) -> Call<Self::Observer>;
}

/// Runs the function that makes the future or stream. If it panics, the call has panicked.
pub fn make<S: Start, B>(start: S, body: impl FnOnce() -> B) -> (S, B) {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(body) => (start, body),
        Err(payload) => {
            // A call that is dropped while it runs has panicked.
            drop(start.begin());
            resume_unwind(payload)
        }
    }
}
