//! Times in the future.

use std::time::{Duration, Instant};

/// Longer durations have no end that anybody waits for, and the clocks of some systems cannot represent it.
const LONGEST: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

/// Returns the time after a duration that a user or a backend chose, which may be as long as they like.
pub(crate) fn later(time: Instant, duration: Duration) -> Instant {
    time + duration.min(LONGEST)
}

/// Returns the time after a duration from now.
pub(crate) fn after(duration: Duration) -> Instant {
    later(Instant::now(), duration)
}
