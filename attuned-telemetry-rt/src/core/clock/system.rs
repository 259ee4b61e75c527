//! The clocks of the system, which some targets do not have.

use core::time::Duration;
#[cfg(not(target_os = "none"))]
use std::time::Instant;
#[cfg(any(feature = "audit", feature = "prometheus"))]
use std::time::SystemTime;

/// Whether the target has clocks. `wasm32-unknown-unknown` has none: there, the clocks of `std` panic.
pub(crate) const HAS_CLOCK: bool = !cfg!(any(target_os = "none", all(target_family = "wasm", target_os = "unknown")));

/// Whether the date is known. By default, Miri isolates the program from the date, and aborts it when it asks.
#[cfg(any(feature = "audit", feature = "prometheus"))]
pub(crate) const HAS_DATE: bool = HAS_CLOCK && !cfg!(miri);

/// A time to measure from, on a clock that never runs backwards.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    /// `None` if the target has no clock.
    #[cfg(not(target_os = "none"))]
    instant: Option<Instant>,
}

impl Moment {
    /// Reads the clock, if there is one.
    pub(crate) fn now() -> Self {
        Self {
            #[cfg(not(target_os = "none"))]
            instant: HAS_CLOCK.then(Instant::now),
        }
    }

    /// Returns the time since then, or `None` if the target has no clock.
    #[cfg(not(target_os = "none"))]
    pub(crate) fn elapsed(self) -> Option<Duration> {
        self.instant.map(|instant| instant.elapsed())
    }

    /// Returns `None`: the target has no clock.
    #[cfg(target_os = "none")]
    #[expect(clippy::unused_self, reason = "other targets have a clock")]
    pub(crate) const fn elapsed(self) -> Option<Duration> {
        None
    }
}

/// Returns the current date and time, or `None` if it is [not known](HAS_DATE).
#[cfg(any(feature = "audit", feature = "prometheus"))]
pub(crate) fn date() -> Option<SystemTime> {
    HAS_DATE.then(SystemTime::now)
}
