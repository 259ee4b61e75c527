//! The names of an operation's metrics.

use crate::core::operation::definition::definition::Definition;
use crate::core::operation::definition::settings::Prefix;

/// The names of an operation's metrics, which have the same prefix.
pub(crate) struct MetricNames {
    /// `attuned_store`
    pub(crate) prefix: String,
}

impl MetricNames {
    /// Returns the names, or `None` if the annotation disables metrics.
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

    /// The histogram of durations in seconds.
    pub(crate) fn duration(&self) -> String {
        self.with("duration_seconds")
    }

    /// The counter of errors and panics.
    pub(crate) fn errors(&self) -> String {
        self.with("errors_total")
    }

    /// The gauge of calls in flight.
    pub(crate) fn in_flight(&self) -> String {
        self.with("in_flight")
    }

    /// The gauge of the objective's latency, in seconds.
    pub(crate) fn objective_latency(&self) -> String {
        self.with("objective_latency_seconds")
    }

    /// The gauge of the objective's ratio: the share of calls that must succeed in time.
    pub(crate) fn objective_ratio(&self) -> String {
        self.with("objective_ratio")
    }

    /// The counter of the calls that met the objective.
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
