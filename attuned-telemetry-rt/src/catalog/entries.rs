//! The catalog and its entries, as plain data.

use std::time::Duration;

use serde::{Serialize, Serializer};

use super::linked;
use crate::core::verdict::outcome::Outcome;

/// All annotated operations, audit events and components of a program.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Catalog {
    /// Functions with `#[observed]`, sorted by scope, operation, file and line.
    pub operations: Vec<OperationEntry>,
    /// Functions with `#[audited]`, sorted by operation, file and line.
    pub audit_events: Vec<AuditEntry>,
    /// Types with `#[derive(HealthCheck)]`, sorted by name, file and line.
    pub components: Vec<ComponentEntry>,
}

impl Catalog {
    /// Whether the linker collects the lists on this platform. If not, every catalog is empty: on `wasm32`, on other
    /// platforms that `linkme` does not support, and under Miri.
    pub const IS_COLLECTED: bool = linked::IS_COLLECTED;
}

/// A function with `#[observed]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OperationEntry {
    /// The dotted scope: `attuned.store`.
    pub scope: &'static str,
    /// The operation: `upsert`.
    pub op: &'static str,
    /// Name of its spans. `None` with `span = false`.
    pub span: Option<&'static str>,
    /// Names of its metrics. `None` with `metrics = false`.
    pub metrics: Option<MetricNames>,
    /// Labels of its metrics, except `status` and `error_type`. `operation` comes first, if the series have it.
    pub labels: Vec<LabelEntry>,
    /// Possible outcomes of its calls.
    pub statuses: Vec<Outcome>,
    /// Threshold above which a call emits a warning. `slow_seconds` in JSON.
    #[serde(rename = "slow_seconds", serialize_with = "seconds_if_any")]
    pub slow: Option<Duration>,
    /// Service-level objective, from `slo(…)`.
    pub objective: Option<ObjectiveEntry>,
    /// Path of the module.
    pub module: &'static str,
    /// Path of the file, as passed to the compiler.
    pub file: &'static str,
    /// Line number of the annotation, from 1.
    pub line: u32,
    /// First paragraph of its documentation, empty if it has none.
    pub doc: &'static str,
}

/// Names of an operation's metrics.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MetricNames {
    /// Prefix of all names: `attuned_store`.
    pub prefix: String,
    /// Counter of calls, with the label `status`: `attuned_store_operations_total`.
    pub calls: String,
    /// Histogram of the duration of completed calls, in seconds: `attuned_store_duration_seconds`.
    pub duration: String,
    /// Counter of errors and panics, with the label `error_type`: `attuned_store_errors_total`.
    pub errors: String,
    /// Gauge of calls in flight, if enabled: `attuned_store_in_flight`.
    pub in_flight: Option<String>,
    /// Counter of calls that met the objective, if there is one: `attuned_store_objective_met_total`.
    pub objective_met: Option<String>,
}

/// A label of an operation's metrics.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LabelEntry {
    /// Name of the label.
    pub name: &'static str,
    /// Value of the label, if it is constant.
    pub value: Option<&'static str>,
}

/// Service-level objective: `target` percent of calls must succeed within `latency`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ObjectiveEntry {
    /// Maximum duration of a call. `latency_seconds` in JSON.
    #[serde(rename = "latency_seconds", serialize_with = "seconds")]
    pub latency: Duration,
    /// Share of calls, in percent: 99.9.
    pub target: f64,
}

/// A function with `#[audited]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AuditEntry {
    /// Scope and operation, as in audit records: `attuned.store.upsert`.
    pub operation: &'static str,
    /// The event, as in the annotation: `StateUpdated`.
    pub event: &'static str,
    /// Path of the module.
    pub module: &'static str,
    /// Path of the file, as passed to the compiler.
    pub file: &'static str,
    /// Line number of the annotation, from 1.
    pub line: u32,
    /// First paragraph of its documentation, empty if it has none.
    pub doc: &'static str,
}

/// A type with `#[derive(HealthCheck)]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ComponentEntry {
    /// Name of the component: `memory_store`.
    pub name: &'static str,
    /// Name of the type.
    pub type_name: &'static str,
    /// Names of its parts: the names of the fields, or the names set by `name`.
    pub parts: &'static [&'static str],
    /// Path of the module.
    pub module: &'static str,
    /// Path of the file, as passed to the compiler.
    pub file: &'static str,
    /// Line number of the derive, from 1.
    pub line: u32,
    /// First paragraph of its documentation, empty if it has none.
    pub doc: &'static str,
}

/// Serialises an outcome like the label `status`.
impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

pub(crate) fn seconds<S: Serializer>(time: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(time.as_secs_f64())
}

#[expect(clippy::ref_option, reason = "signature required by serde")]
pub(crate) fn seconds_if_any<S: Serializer>(time: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) => seconds(time, serializer),
        None => serializer.serialize_none(),
    }
}
