//! Options of the alerts.

use std::error::Error;
use std::fmt;

/// Options of [`Catalog::alerts`](crate::catalog::Catalog::alerts).
///
/// ```
/// use attuned_telemetry_rt::generate::alerts::AlertOptions;
///
/// let options = AlertOptions::new().error_percent(2.5).max_in_flight(500);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AlertOptions {
    pub(super) error_percent: f64,
    pub(super) min_errors: u64,
    pub(super) min_missed: u64,
    pub(super) max_in_flight: u64,
    pub(super) breakers: bool,
}

impl AlertOptions {
    /// Creates the default options: `error_percent` 5, `min_errors` 10, `min_missed` 10, `max_in_flight` 100, no
    /// breakers.
    #[must_use]
    pub const fn new() -> Self {
        Self { error_percent: 5.0, min_errors: 10, min_missed: 10, max_in_flight: 100, breakers: false }
    }

    /// Sets the maximum error ratio of an operation, in percent: more than 0 and less than 100. Above it,
    /// `ErrorShareHigh` fires.
    #[must_use]
    pub const fn error_percent(self, error_percent: f64) -> Self {
        Self { error_percent, ..self }
    }

    /// Sets the minimum number of failed calls in 15 minutes for `ErrorShareHigh`. With few calls the ratio is
    /// unreliable: one failure in three calls is 33 %.
    #[must_use]
    pub const fn min_errors(self, min_errors: u64) -> Self {
        Self { min_errors, ..self }
    }

    /// Sets the minimum number of calls that must miss an objective before `ObjectiveBurnsFast` or
    /// `ObjectiveBurnsSlowly` fires. The calls are counted over the longer of the alert's two windows.
    #[must_use]
    pub const fn min_missed(self, min_missed: u64) -> Self {
        Self { min_missed, ..self }
    }

    /// Sets the maximum number of calls in flight of one operation in one process, for operations with `in_flight`.
    /// Above it, `Saturated` fires.
    #[must_use]
    pub const fn max_in_flight(self, max_in_flight: u64) -> Self {
        Self { max_in_flight, ..self }
    }

    /// Adds the alert `BreakerOpen`, for programs with adapters, whose circuit breakers are the metric
    /// `attuned_telemetry_breaker_state{backend,signal,state}`.
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

/// Error of [`Catalog::alerts`](crate::catalog::Catalog::alerts): an option has an invalid value.
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
