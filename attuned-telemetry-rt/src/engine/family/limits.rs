//! The limits on the number and lifetime of a metric's series.

use std::time::Duration;

/// The limits on the number and lifetime of a metric's series.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// The maximum number of series, not counting overflow series.
    pub(crate) series: usize,
    /// The idle timeout. `None` if series do not expire.
    pub(crate) idle: Option<Duration>,
}
