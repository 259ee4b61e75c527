//! The variables of the dashboard: data source, job, instance and scope.

use serde_json::{Value, json};

use super::panel::datasource;
use crate::generate::families::Family;

/// Returns the variables, in order.
pub(crate) fn all(families: &[Family<'_>]) -> Value {
    let prefixes: Vec<_> = families.iter().map(|family| family.names.prefix.as_str()).collect();
    // Every program has at least one of these metrics.
    let metrics = format!("{{__name__=~\"({})_operations_total|attuned_telemetry_.+\"", prefixes.join("|"));
    let source = json!({
        "name": "datasource", "type": "datasource", "label": "Data source", "query": "prometheus",
        "options": [], "refresh": 1, "regex": "", "includeAll": false, "multi": false, "hide": 0,
    });
    let mut variables = vec![
        source,
        query("job", "Job", &format!("label_values({metrics}}}, job)")),
        query("instance", "Instance", &format!("label_values({metrics},job=~\"$job\"}}, instance)")),
    ];
    // Grafana shows an error for a variable without values.
    variables.extend((!prefixes.is_empty()).then(|| scope(&prefixes)));
    variables.into()
}

/// A variable whose values come from Prometheus.
fn query(name: &str, label: &str, query: &str) -> Value {
    json!({
        "name": name, "type": "query", "label": label, "datasource": datasource(),
        "query": { "query": query, "refId": "Values" },
        "current": all_selected(), "options": [], "refresh": 2, "regex": "", "sort": 1,
        "includeAll": true, "allValue": ".*", "multi": true, "hide": 0,
    })
}

/// The variable `scope`: the metric prefixes.
fn scope(prefixes: &[&str]) -> Value {
    let option = |prefix: &&str| json!({ "text": prefix, "value": prefix, "selected": false });
    let mut options = vec![json!({ "text": "All", "value": "$__all", "selected": true })];
    options.extend(prefixes.iter().map(option));
    json!({
        "name": "scope", "type": "custom", "label": "Scope", "query": prefixes.join(","),
        "current": all_selected(), "options": options, "includeAll": true, "multi": true, "hide": 0,
    })
}

fn all_selected() -> Value {
    json!({ "text": ["All"], "value": ["$__all"] })
}
