//! What is annotated in this program, until the linker knows.

use std::time::Duration;

use attuned_telemetry_rt::engine::catalog::{
    AuditEntry, Catalog, LabelEntry, MetricNames, ObjectiveEntry, OperationEntry,
};

fn operation(
    scope: &'static str,
    op: &'static str,
    prefix: &str,
    labels: &[(&'static str, &'static str)],
) -> OperationEntry {
    let name = |end: &str| format!("{prefix}_{end}");
    let objective = (prefix == "attuned_store" && op != "delete")
        .then_some(ObjectiveEntry { latency: Duration::from_millis(250), target: 95.0 });
    OperationEntry {
        scope,
        op,
        span: None,
        metrics: Some(MetricNames {
            prefix: prefix.to_owned(),
            calls: name("operations_total"),
            duration: name("duration_seconds"),
            errors: name("errors_total"),
            in_flight: (prefix == "attuned_http_request").then(|| name("in_flight")),
            objective_met: objective.map(|_| name("objective_met_total")),
        }),
        labels: labels.iter().map(|(name, value)| LabelEntry { name, value: Some(value) }).collect(),
        statuses: Vec::new(),
        slow: None,
        objective,
        module: "",
        file: "",
        line: 0,
        doc: "",
    }
}

pub(super) fn catalog() -> Catalog {
    let http =
        |op, method, path| operation("attuned.http", op, "attuned_http_request", &[("method", method), ("path", path)]);
    let store = |op| operation("attuned.store", op, "attuned_store", &[("operation", op)]);
    let audited = |operation, event| AuditEntry { operation, event, module: "", file: "", line: 0, doc: "" };
    Catalog {
        operations: vec![
            operation("attuned", "translate", "attuned_translation", &[]),
            http("put_state", "PUT", "/state/{user}"),
            http("get_state", "GET", "/state/{user}"),
            http("delete_state", "DELETE", "/state/{user}"),
            http("get_translation", "GET", "/translate/{user}"),
            store("delete"),
            store("delete"),
            store("get"),
            store("get"),
            store("upsert"),
            store("upsert"),
        ],
        audit_events: vec![
            audited("attuned.store.delete", "StateDeleted"),
            audited("attuned.store.upsert", "StateUpdated"),
        ],
        components: Vec::new(),
    }
}
