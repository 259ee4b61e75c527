//! A flag for an action that is done only once.

use std::sync::atomic::{AtomicBool, Ordering};

/// A flag for an action that is done only once, such as a warning.
#[derive(Default)]
pub(crate) struct FirstTime(AtomicBool);

impl FirstTime {
    /// Returns `true` on the first call, and `false` on every later call.
    pub(crate) fn is_first(&self) -> bool {
        !self.0.swap(true, Ordering::Relaxed)
    }
}
