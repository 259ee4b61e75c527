//! The limits on the number and lifetime of a metric's series.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// A flag for an action that is done only once, such as a warning.
#[derive(Default)]
pub(crate) struct FirstTime(AtomicBool);

/// The limits on the number and lifetime of a metric's series.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// The maximum number of series, not counting overflow series.
    pub(crate) series: usize,
    /// The idle timeout. `None` if series do not expire.
    pub(crate) idle: Option<Duration>,
}

impl FirstTime {
    /// Returns `true` on the first call, and `false` on every later call.
    pub(crate) fn is_first(&self) -> bool {
        !self.0.swap(true, Ordering::Relaxed)
    }
}
