//! The latest calls, by count or by time.

use std::time::{Duration, Instant};

use super::by_count::ByCount;
use super::by_time::ByTime;
use super::totals::{Call, Totals};

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

/// The calls of a window.
pub(crate) enum Window {
    Count(ByCount),
    Time(Box<ByTime>),
}

impl Window {
    pub(crate) fn new(window: BreakerWindow) -> Self {
        match window {
            BreakerWindow::Count(count) => Self::Count(ByCount::new(count)),
            BreakerWindow::Time(duration) => Self::Time(Box::new(ByTime::new(duration))),
        }
    }

    /// Adds a call that ended now, and removes those that are not in the window any more.
    pub(crate) fn record(&mut self, call: Call, now: Instant) {
        match self {
            Self::Count(calls) => calls.record(call),
            Self::Time(calls) => calls.record(call, now),
        }
    }

    /// Returns what the window contained when the latest call was added.
    pub(crate) fn totals(&self) -> Totals {
        match self {
            Self::Count(calls) => calls.totals(),
            Self::Time(calls) => calls.totals(),
        }
    }

    pub(crate) fn clear(&mut self) {
        match self {
            Self::Count(calls) => calls.clear(),
            Self::Time(calls) => calls.clear(),
        }
    }
}
