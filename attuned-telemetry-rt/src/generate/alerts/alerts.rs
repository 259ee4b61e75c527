//! The file of rules as a whole, and its options.

use super::options::{AlertError, AlertOptions};
use super::rule::Group;
use super::{objectives, operations, telemetry};
use crate::catalog::entries::Catalog;
use crate::generate::families::families;
use crate::generate::yaml::Yaml;

impl Catalog {
    /// A file of Prometheus rules, as YAML:
    ///
    /// - for each `slo`, the share of missed calls as recording rules, and alerts on how fast they burn the error
    ///   budget of 30 days, each over a long and a short window: `ObjectiveBurnsFast` pages, `ObjectiveBurnsSlowly` is
    ///   a ticket;
    /// - for each prefix of metrics `ErrorShareHigh`, and `Saturated` where operations have `in_flight`;
    /// - for every program `ComponentUnhealthy`, `PartUnhealthy`, `HealthReportStale`, `AuditRecordsLost` and
    ///   `SeriesOverflow`, and `BreakerOpen` for one with breakers.
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
    /// use attuned_telemetry_rt::generate::alerts::AlertOptions;
    /// use attuned_telemetry_rt::catalog::Catalog;
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
