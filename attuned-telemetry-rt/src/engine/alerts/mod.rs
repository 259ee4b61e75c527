//! Prometheus rules for a program, from what is annotated in it: see [dashboard](super::dashboard).

mod objectives;
mod operations;
mod rule;
mod telemetry;
mod yaml;

use std::error::Error;
use std::fmt;

use super::catalog::Catalog;
use super::catalog::family::families;
use rule::Group;
use yaml::Yaml;

/// What the alerts of a program should know that no annotation says.
///
/// ```
/// use attuned_telemetry_rt::engine::alerts::AlertOptions;
///
/// let options = AlertOptions::new().error_percent(2.5).most_in_flight(500);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AlertOptions {
    error_percent: f64,
    least_errors: u64,
    least_missed: u64,
    most_in_flight: u64,
    breakers: bool,
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
    error_percent: f64,
}

impl fmt::Display for AlertError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { error_percent } = self;
        write!(formatter, "`error_percent` is {error_percent}, expected more than 0 and less than 100")
    }
}

impl Error for AlertError {}

impl Catalog {
    /// A file of Prometheus rules, as YAML:
    ///
    /// - for each `slo`, the share of missed calls as recording rules, and alerts on how fast they burn the error budget
    ///   of 30 days, each over a long and a short window: `ObjectiveBurnsFast` pages, `ObjectiveBurnsSlowly` is a ticket;
    /// - for each prefix of metrics `ErrorShareHigh`, and `Saturated` where operations have `in_flight`;
    /// - for every program `ComponentUnhealthy`, `PartUnhealthy`, `HealthReportStale`, `AuditRecordsLost`
    ///   and `SeriesOverflow`, and `BreakerOpen` for one with breakers.
    ///
    /// Each alert has the label `severity`, `page` or `ticket`, and the annotations `summary`, `description` and
    /// `runbook`: what it means, what to look at first, what to do.
    ///
    /// Source: <https://sre.google/workbook/alerting-on-slos/>
    ///
    /// # Errors
    ///
    /// If an option has a value that it cannot have.
    ///
    /// ```
    /// use attuned_telemetry_rt::engine::alerts::AlertOptions;
    /// use attuned_telemetry_rt::engine::catalog::Catalog;
    ///
    /// let rules = Catalog::default().alerts(&AlertOptions::new())?;
    /// assert!(rules.contains("alert: AuditRecordsLost"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn alerts(&self, options: &AlertOptions) -> Result<String, AlertError> {
        if !(options.error_percent > 0.0 && options.error_percent < 100.0) {
            return Err(AlertError { error_percent: options.error_percent });
        }
        let families = families(self);
        let objectives = families.iter().filter_map(|family| objectives::group(family, options));
        let operations = families.iter().map(|family| operations::group(family, options));
        let groups = objectives.chain(operations).chain([telemetry::group(options)]);
        let file = Yaml::map([("groups", Yaml::List(groups.map(Group::into_yaml).collect()))]);
        Ok(format!(
            "# Made from the annotations in the code: change them and make this file anew.\n{}",
            file.document()
        ))
    }
}
