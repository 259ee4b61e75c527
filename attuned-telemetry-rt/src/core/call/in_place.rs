//! A body that stays in its place: a closure would hide the caller from it, or from what it returns what is expected.

use std::ops::{Deref, DerefMut};

use super::call::{Call, Observer};
use crate::core::verdict::classify::Failure;

/// Watches a body that is not in a closure, and may thus be left by `?`.
pub fn in_place<O: Observer>(call: Call<O>, left_early: Failure) -> InPlace<O> {
    InPlace { call, left_early, was_panicking: std::thread::panicking() }
}

/// A call whose body may be left before its end. Unless that is by a panic, `left_early` says what it means.
pub struct InPlace<O: Observer> {
    call: Call<O>,
    left_early: Failure,
    /// A function may be called while a panic unwinds, and end well.
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
            self.call.end(self.left_early);
        }
    }
}
