//! The clocks of the system, which some targets do not have.

#[cfg(any(feature = "audit", feature = "engine", feature = "init", feature = "serve"))]
use std::time::SystemTime;
use std::time::{Duration, Instant};

/// Whether the target has clocks. `wasm32-unknown-unknown` has none: there, the clocks of `std` panic.
pub(crate) const HAS_CLOCK: bool = !cfg!(all(target_family = "wasm", target_os = "unknown"));

/// Whether the date is known. By default, Miri isolates the program from the date, and aborts it when it asks.
#[cfg(any(feature = "audit", feature = "engine", feature = "init", feature = "serve"))]
pub(crate) const HAS_DATE: bool = HAS_CLOCK && !cfg!(miri);

/// A time to measure from, on a clock that never runs backwards.
#[derive(Clone, Copy)]
pub(crate) struct Moment(Option<Instant>);

impl Moment {
    /// Reads the clock, if there is one.
    pub(crate) fn now() -> Self {
        Self(HAS_CLOCK.then(Instant::now))
    }

    /// Returns the time since then, or `None` if the target has no clock.
    pub(crate) fn elapsed(self) -> Option<Duration> {
        self.0.map(|instant| instant.elapsed())
    }
}

/// Returns the current date and time, or 1970-01-01 if it is [not known](HAS_DATE).
#[cfg(feature = "adapters")]
pub(crate) fn date_or_epoch() -> SystemTime {
    date().unwrap_or(SystemTime::UNIX_EPOCH)
}

/// Returns the current date and time, or `None` if it is [not known](HAS_DATE).
#[cfg(any(feature = "audit", feature = "engine", feature = "init", feature = "serve"))]
pub(crate) fn date() -> Option<SystemTime> {
    HAS_DATE.then(SystemTime::now)
}
