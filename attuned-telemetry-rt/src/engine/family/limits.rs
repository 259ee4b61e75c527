//! How many series a metric has, and who is told when it has more.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Something that happens once.
#[derive(Default)]
pub(crate) struct FirstTime(AtomicBool);

/// How many series a metric has, and for how long.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// The most series, those of the overflow not counted.
    pub(crate) series: usize,
    /// How long an idle series is shown.
    pub(crate) idle: Option<Duration>,
}

impl FirstTime {
    /// Whether it is the first time.
    pub(crate) fn is_first(&self) -> bool {
        !self.0.swap(true, Ordering::Relaxed)
    }
}
