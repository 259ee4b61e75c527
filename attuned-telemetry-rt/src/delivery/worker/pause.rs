//! When the next attempt is made.

use std::time::Instant;

use super::failure::Failure;
use super::retry;
use crate::delivery::lane::lane::{Phase, State};
use crate::delivery::time::deadline::later;

/// When the next attempt is made.
pub(super) struct Pause {
    pub(super) end: Instant,
    /// Before this time, the backend wants no attempt.
    earliest: Instant,
    /// Whether the pause began during a shutdown.
    is_in_shutdown: bool,
}

impl Pause {
    /// Chooses the pause after `attempts` failed attempts.
    pub(super) fn new<T>(state: &State<T>, failure: &Failure, attempts: u32, now: Instant) -> Self {
        let asked = failure.retry_after();
        let pause = retry::pause(&state.config.retry, attempts, asked, retry::random());
        Self {
            end: later(now, pause),
            earliest: later(now, asked.unwrap_or_default()),
            is_in_shutdown: state.phase != Phase::Open,
        }
    }

    /// The next attempt is made at once.
    pub(super) fn none(now: Instant) -> Self {
        Self { end: now, earliest: now, is_in_shutdown: false }
    }

    /// Returns when the pause ends during a shutdown. One that began before is cut short, for a last attempt.
    pub(super) fn end_in_shutdown(&self) -> Instant {
        if self.is_in_shutdown { self.end } else { self.earliest }
    }
}
