//! Bodies that are not moved into a closure, because a closure would hide the caller's location or the expected type.

use std::ops::{Deref, DerefMut};

use super::call::{Call, Observer};
use crate::core::verdict::caught::caught;
use crate::core::verdict::classify::Failure;

/// Observes a body that is not in a closure and may return early with `?`.
pub fn in_place<O: Observer>(call: Call<O>, left_early: Failure) -> InPlace<O> {
    InPlace { call, left_early, was_panicking: std::thread::panicking() }
}

/// A call whose body may return early. If the body returns early without a panic, the call ends with `left_early`.
pub struct InPlace<O: Observer> {
    call: Call<O>,
    left_early: Failure,
    /// Whether a panic was already unwinding when the call started. Such a call may still return normally.
    was_panicking: bool,
}

impl<O: Observer> Deref for InPlace<O> {
    type Target = Call<O>;

    fn deref(&self) -> &Call<O> {
        &self.call
    }
}

impl<O: Observer> DerefMut for InPlace<O> {
    fn deref_mut(&mut self) -> &mut Call<O> {
        &mut self.call
    }
}

impl<O: Observer> Drop for InPlace<O> {
    fn drop(&mut self) {
        let panicked = std::thread::panicking() && !self.was_panicking;
        if !panicked && self.call.is_running() {
            caught(|| self.call.end(self.left_early));
        }
    }
}
