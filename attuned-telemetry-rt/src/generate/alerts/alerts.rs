//! The rules file.

use super::options::{AlertError, AlertOptions};
use super::rule::Group;
use super::{objectives, operations, telemetry};
use crate::catalog::entries::Catalog;
use crate::generate::families::families;
use crate::generate::yaml::Yaml;

impl Catalog {
    /// Returns a Prometheus rules file, as YAML:
    ///
    /// - for each `slo`, recording rules for the share of calls that miss it, and alerts on the burn rate of its 30-day
    ///   error budget, each over a long and a short window: `ObjectiveBurnsFast` pages, `ObjectiveBurnsSlowly` creates
    ///   a ticket;
    /// - for each metric prefix `ErrorShareHigh`, and `Saturated` if operations have `in_flight`;
    /// - for every program `ComponentUnhealthy`, `PartUnhealthy`, `HealthReportStale`, `AuditRecordsLost` and
    ///   `SeriesOverflow`.
    ///
    /// Each alert has the label `severity`, `page` or `ticket`, and the annotations `summary`, `description` and
    /// `runbook`: meaning, diagnosis and mitigation.
    ///
    /// Source: <https://sre.google/workbook/alerting-on-slos/>
    ///
    /// # Errors
    ///
    /// Returns an error if an option has an invalid value.
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
        let mut own = telemetry::group(options);
        if families.iter().any(|family| family.names.prefix == own.name) {
            // Prometheus rejects a file with two groups of the same name.
            own.name.push_str(" process");
        }
        let groups = objectives.chain(operations).chain([own]);
        let file = Yaml::map([("groups", Yaml::List(groups.map(Group::into_yaml).collect()))]);
        Ok(format!(
            "# Generated from the annotations in the code: change them, and generate this file again.\n{}",
            file.document()
        ))
    }
}
