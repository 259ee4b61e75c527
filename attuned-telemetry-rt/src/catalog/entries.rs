//! The lists of a catalog, as plain data.

use std::time::Duration;

use serde::{Serialize, Serializer};

use crate::Outcome;

/// Every annotated function, audit event and component of a program.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Catalog {
    /// What `#[observed]` stands on, in the order of scope, operation, file and line.
    pub operations: Vec<OperationEntry>,
    /// What `#[audited]` stands on, in the same order.
    pub audit_events: Vec<AuditEntry>,
    /// What `#[derive(HealthCheck)]` stands on, in the order of name, file and line.
    pub components: Vec<ComponentEntry>,
}

/// A function with `#[observed]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OperationEntry {
    /// The dotted scope: `attuned.store`.
    pub scope: &'static str,
    /// The operation: `upsert`.
    pub op: &'static str,
    /// The name of its spans, if it has spans.
    pub span: Option<&'static str>,
    /// The names of its metrics, if it has metrics.
    pub metrics: Option<MetricNames>,
    /// The labels of its metrics, besides `status` and `error_type`: `operation` first, if the series carry it.
    pub labels: Vec<LabelEntry>,
    /// How its calls can end.
    pub statuses: Vec<Outcome>,
    /// Calls that take longer leave a warning. In JSON `slow_seconds`.
    #[serde(rename = "slow_seconds", serialize_with = "seconds_if_any")]
    pub slow: Option<Duration>,
    /// What it promises.
    pub objective: Option<ObjectiveEntry>,
    /// The module that it is in.
    pub module: &'static str,
    /// The file that the annotation is in, as the compiler was given it.
    pub file: &'static str,
    /// The line of the annotation.
    pub line: u32,
    /// Its doc comment's first paragraph, empty if it has none.
    pub doc: &'static str,
}

/// The names of an operation's metrics, as recorders know them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MetricNames {
    /// What all of them begin with: `attuned_store`.
    pub prefix: String,
    /// The counter of calls, with the label `status`: `attuned_store_operations_total`.
    pub calls: String,
    /// The histogram of the seconds that calls took which returned: `attuned_store_duration_seconds`.
    pub duration: String,
    /// The counter of errors and panics, with the label `error_type`: `attuned_store_errors_total`.
    pub errors: String,
    /// The gauge of running calls, if it has one: `attuned_store_in_flight`.
    pub in_flight: Option<String>,
    /// The counter of the successes that were in time, if it has an objective: `attuned_store_objective_met_total`.
    pub objective_met: Option<String>,
}

/// A label of an operation's metrics.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LabelEntry {
    /// Its name.
    pub name: &'static str,
    /// Its value, if it is always the same.
    pub value: Option<&'static str>,
}

/// What share of an operation's calls is to succeed, and within what time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ObjectiveEntry {
    /// The time. In JSON `latency_seconds`.
    #[serde(rename = "latency_seconds", serialize_with = "seconds")]
    pub latency: Duration,
    /// The share, in percent: 99.9.
    pub target: f64,
}

/// A function with `#[audited]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AuditEntry {
    /// Scope and operation, dotted, as the records say it: `attuned.store.upsert`.
    pub operation: &'static str,
    /// The event as the annotation has it: `StateUpdated`.
    pub event: &'static str,
    /// The module that it is in.
    pub module: &'static str,
    /// The file that the annotation is in, as the compiler was given it.
    pub file: &'static str,
    /// The line of the annotation.
    pub line: u32,
    /// Its doc comment's first paragraph, empty if it has none.
    pub doc: &'static str,
}

/// A type with `#[derive(HealthCheck)]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ComponentEntry {
    /// The component's name: `memory_store`.
    pub name: &'static str,
    /// The type's name.
    pub type_name: &'static str,
    /// The names of its parts, those of the fields or their `name`.
    pub parts: &'static [&'static str],
    /// The module that it is in.
    pub module: &'static str,
    /// The file that the derive is in, as the compiler was given it.
    pub file: &'static str,
    /// The line of the derive.
    pub line: u32,
    /// Its doc comment's first paragraph, empty if it has none.
    pub doc: &'static str,
}

/// An outcome is written as the label `status` has it.
impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

pub(crate) fn seconds<S: Serializer>(time: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(time.as_secs_f64())
}

#[expect(clippy::ref_option, reason = "serde gives it so")]
pub(crate) fn seconds_if_any<S: Serializer>(time: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) => seconds(time, serializer),
        None => serializer.serialize_none(),
    }
}
