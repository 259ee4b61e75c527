//! What the alerts of a program should know that no annotation says.

use std::error::Error;
use std::fmt;

/// What the alerts of a program should know that no annotation says.
///
/// ```
/// use attuned_telemetry_rt::generate::alerts::AlertOptions;
///
/// let options = AlertOptions::new().error_percent(2.5).most_in_flight(500);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AlertOptions {
    pub(super) error_percent: f64,
    pub(super) least_errors: u64,
    pub(super) least_missed: u64,
    pub(super) most_in_flight: u64,
    pub(super) breakers: bool,
}

impl AlertOptions {
    /// An alert from 5 % of errors, if they are 10 or more, from 10 calls that missed an objective, and from 100 calls of
    /// an operation that run at once.
    #[must_use]
    pub const fn new() -> Self {
        Self { error_percent: 5.0, least_errors: 10, least_missed: 10, most_in_flight: 100, breakers: false }
    }

    /// How many of an operation's calls may fail, in percent, before somebody is told.
    #[must_use]
    pub const fn error_percent(self, error_percent: f64) -> Self {
        Self { error_percent, ..self }
    }

    /// How many of an operation's calls must have failed in 15 minutes before their share counts. A share of few calls is
    /// a rough one: of three calls, one failure is a third.
    #[must_use]
    pub const fn least_errors(self, least_errors: u64) -> Self {
        Self { least_errors, ..self }
    }

    /// How many calls must have missed an objective, in the longer of an alert's two windows, before somebody is told.
    #[must_use]
    pub const fn least_missed(self, least_missed: u64) -> Self {
        Self { least_missed, ..self }
    }

    /// How many calls of an operation with `in_flight` may run at once in one process before it counts as saturated.
    #[must_use]
    pub const fn most_in_flight(self, most_in_flight: u64) -> Self {
        Self { most_in_flight, ..self }
    }

    /// Watches the breakers of the adapters, for a program that has such.
    #[must_use]
    pub const fn with_breakers(self) -> Self {
        Self { breakers: true, ..self }
    }
}

impl Default for AlertOptions {
    fn default() -> Self {
        Self::new()
    }
}

/// An option that no alert could be made of.
#[derive(Clone, Debug, PartialEq)]
pub struct AlertError {
    pub(super) error_percent: f64,
}

impl fmt::Display for AlertError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { error_percent } = self;
        write!(formatter, "`error_percent` is {error_percent}, expected more than 0 and less than 100")
    }
}

impl Error for AlertError {}
