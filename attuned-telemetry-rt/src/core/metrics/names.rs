//! The names of an operation's metrics.

use crate::core::definition::definition::Definition;
use crate::core::definition::settings::Prefix;

/// The names of an operation's metrics, all of which begin alike.
pub(crate) struct MetricNames {
    /// `attuned_store`
    pub(crate) prefix: String,
}

impl MetricNames {
    /// The names, if the annotation asks for metrics.
    pub(crate) fn of(definition: &Definition) -> Option<Self> {
        let prefix = match definition.settings.metrics {
            Prefix::None => return None,
            Prefix::Given(prefix) => prefix,
            Prefix::Scope => definition.names[0],
        };
        Some(Self { prefix: metric_prefix(prefix) })
    }

    /// The counter of calls.
    pub(crate) fn calls(&self) -> String {
        self.with("operations_total")
    }

    /// The histogram of the seconds that calls took.
    pub(crate) fn duration(&self) -> String {
        self.with("duration_seconds")
    }

    /// The counter of errors and panics.
    pub(crate) fn errors(&self) -> String {
        self.with("errors_total")
    }

    /// The gauge of running calls.
    pub(crate) fn in_flight(&self) -> String {
        self.with("in_flight")
    }

    /// The gauge of the time within which calls are to succeed.
    pub(crate) fn objective_latency(&self) -> String {
        self.with("objective_latency_seconds")
    }

    /// The gauge of the share of calls that are to succeed.
    pub(crate) fn objective_ratio(&self) -> String {
        self.with("objective_ratio")
    }

    /// The counter of the successes that were in time.
    pub(crate) fn objective_met(&self) -> String {
        self.with("objective_met_total")
    }

    fn with(&self, end: &str) -> String {
        format!("{}_{end}", self.prefix)
    }
}

/// `attuned.store` → `attuned_store`
fn metric_prefix(scope: &str) -> String {
    scope.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect()
}
