//! Prometheus rules and Grafana dashboards from a catalog. The catalogs are built by hand, so that they can contain
//! what annotations cannot.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

use std::time::Duration;

use attuned_telemetry_rt::catalog::{AuditEntry, Catalog, LabelEntry, MetricNames, ObjectiveEntry, OperationEntry};

mod alerts;
mod dashboard;

/// An operation whose metrics begin with `prefix`. A label without a value is not constant.
fn operation(op: &'static str, prefix: &str, labels: &[(&'static str, Option<&'static str>)]) -> OperationEntry {
    let name = |end: &str| format!("{prefix}_{end}");
    let names = MetricNames {
        prefix: prefix.to_owned(),
        calls: name("operations_total"),
        duration: name("duration_seconds"),
        errors: name("errors_total"),
        in_flight: None,
        objective_met: None,
    };
    OperationEntry {
        scope: "shop",
        op,
        span: None,
        metrics: Some(names),
        labels: labels.iter().map(|(name, value)| LabelEntry { name, value: *value }).collect(),
        statuses: Vec::new(),
        slow: None,
        objective: None,
        module: "shop",
        file: "src/shop.rs",
        line: 1,
        doc: "",
    }
}

/// The operation `op` of the scope `shop`, without options.
fn plain(op: &'static str) -> OperationEntry {
    operation(op, "shop", &[("operation", Some(op))])
}

/// The operation `op` of the scope `shop`, with an objective.
fn with_objective(operation: OperationEntry, target: f64) -> OperationEntry {
    let objective = Some(ObjectiveEntry { latency: Duration::from_millis(250), target });
    let met = |names: MetricNames| MetricNames {
        objective_met: Some(format!("{}_objective_met_total", names.prefix)),
        ..names
    };
    OperationEntry { objective, metrics: operation.metrics.map(met), ..operation }
}

/// The operation `op` of the scope `shop`, with a gauge of calls in flight.
fn with_in_flight(operation: OperationEntry) -> OperationEntry {
    let gauge = |names: MetricNames| MetricNames { in_flight: Some(format!("{}_in_flight", names.prefix)), ..names };
    OperationEntry { metrics: operation.metrics.map(gauge), ..operation }
}

fn audited(operation: &'static str) -> AuditEntry {
    AuditEntry { operation, event: "StateUpdated", module: "shop", file: "src/shop.rs", line: 1, doc: "" }
}

fn catalog(operations: Vec<OperationEntry>) -> Catalog {
    Catalog { operations, ..Catalog::default() }
}
