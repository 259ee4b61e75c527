//! A call that starts when what the function returned is first polled.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use super::call::{Call, Observer};

/// What starts a call later.
pub trait Start {
    /// What watches the call.
    type Observer: Observer;

    /// Starts the call.
    fn begin(self) -> Call<Self::Observer>;
}

/// Makes what will be polled. If that panics, there has been a call all the same.
pub fn make<S: Start, B>(start: S, body: impl FnOnce() -> B) -> (S, B) {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(body) => (start, body),
        Err(payload) => {
            // Dropped while it runs, it panicked.
            drop(start.begin());
            resume_unwind(payload)
        }
    }
}
