//! Reads the lists that the linker put together.

use std::time::Duration;

use super::entries::{AuditEntry, Catalog, ComponentEntry, LabelEntry, MetricNames, ObjectiveEntry, OperationEntry};
#[cfg(feature = "audit")]
use crate::core::audit::audited::Audited;
use crate::core::definition::{Definition, Objective, Prefix, Settings};
#[cfg(feature = "health")]
use crate::core::health::derived::Derived;
use crate::core::{listed, metric_names};

#[doc = include_str!("../../../docs/catalog.md")]
#[must_use]
pub fn catalog() -> Catalog {
    let mut catalog = Catalog { operations: operations(), audit_events: audit_events(), components: components() };
    // The linker's order is not that of the files. What a macro writes many times has one line, but seldom one module.
    catalog.operations.sort_by_key(|entry| (entry.scope, entry.op, entry.file, entry.line, entry.module));
    catalog.audit_events.sort_by_key(|entry| (entry.operation, entry.file, entry.line, entry.module));
    catalog.components.sort_by_key(|entry| (entry.name, entry.file, entry.line, entry.module));
    catalog
}

fn operations() -> Vec<OperationEntry> {
    listed::ATTUNED_TELEMETRY_0_1_OPERATIONS.iter().map(|listed| operation(&listed.definition)).collect()
}

fn operation(definition: &Definition) -> OperationEntry {
    let Definition { names: [scope, op, span, doc], module, ends, location, settings, .. } = *definition;
    OperationEntry {
        scope,
        op,
        span: settings.span.then_some(span),
        metrics: metric_names::MetricNames::of(definition).map(|names| metrics(&names, settings)),
        labels: labels(op, settings),
        statuses: ends.outcomes().to_vec(),
        slow: (settings.slow > 0).then(|| Duration::from_nanos(settings.slow)),
        objective: settings.objective.map(objective),
        module,
        file: location.file(),
        line: location.line(),
        doc,
    }
}

fn objective(Objective { latency, target }: Objective) -> ObjectiveEntry {
    ObjectiveEntry { latency: Duration::from_nanos(latency), target }
}

fn metrics(names: &metric_names::MetricNames, settings: &Settings) -> MetricNames {
    MetricNames {
        prefix: names.prefix.clone(),
        calls: names.calls(),
        duration: names.duration(),
        errors: names.errors(),
        in_flight: settings.in_flight.then(|| names.in_flight()),
        objective_met: settings.objective.map(|_| names.objective_met()),
    }
}

/// The labels in the order in which series have them.
fn labels(op: &'static str, settings: &Settings) -> Vec<LabelEntry> {
    if matches!(settings.metrics, Prefix::None) {
        return Vec::new();
    }
    let operation = settings.operation_label.then_some(("operation", op));
    let constant = operation.into_iter().chain(settings.labels.iter().copied());
    let constant = constant.map(|(name, value)| LabelEntry { name, value: Some(value) });
    let of_calls = settings.labels_of_arguments.iter().chain(settings.labels_of_returned);
    constant.chain(of_calls.map(|name| LabelEntry { name, value: None })).collect()
}

#[cfg(feature = "audit")]
fn audit_events() -> Vec<AuditEntry> {
    listed::ATTUNED_TELEMETRY_0_1_AUDITED.iter().map(audit_event).collect()
}

#[cfg(feature = "audit")]
fn audit_event(&Audited { names: [operation, event, module], doc, location }: &Audited) -> AuditEntry {
    AuditEntry { operation, event, module, file: location.file(), line: location.line(), doc }
}

#[cfg(not(feature = "audit"))]
fn audit_events() -> Vec<AuditEntry> {
    Vec::new()
}

#[cfg(feature = "health")]
fn components() -> Vec<ComponentEntry> {
    listed::ATTUNED_TELEMETRY_0_1_COMPONENTS.iter().map(component).collect()
}

#[cfg(feature = "health")]
fn component(&Derived { names: [name, type_name, module], doc, parts, location }: &Derived) -> ComponentEntry {
    ComponentEntry { name, type_name, parts, module, file: location.file(), line: location.line(), doc }
}

#[cfg(not(feature = "health"))]
fn components() -> Vec<ComponentEntry> {
    Vec::new()
}
