//! The latest calls, by count or by time.

use std::time::Duration;

/// The calls from which a circuit breaker computes its rates. Each call replaces the oldest one or lets the window
/// slide, so the rates never depend on calls that ended before the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BreakerWindow {
    /// The latest calls, at most this many: from 1 to 65,536. Two bits of memory a call.
    Count(u32),
    /// The calls of this latest time: from 10 milliseconds to 24 hours. The window slides in steps of one sixtieth of
    /// its duration, so it contains at least the last 59 sixtieths, and never a call that is older than its duration.
    /// About 800 bytes of memory.
    Time(Duration),
}
