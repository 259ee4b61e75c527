//! What whoever looks at a dashboard chooses: where the data is, which job, which instance, which scope.

use serde_json::{Value, json};

use super::panel::datasource;
use crate::generate::families::Family;

/// The variables, in their order.
pub(crate) fn all(families: &[Family<'_>]) -> Value {
    let prefixes: Vec<_> = families.iter().map(|family| family.names.prefix.as_str()).collect();
    // Every program has one of these.
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
    // A variable without values is an error on the page.
    variables.extend((!prefixes.is_empty()).then(|| scope(&prefixes)));
    variables.into()
}

/// A variable whose values Prometheus knows.
fn query(name: &str, label: &str, query: &str) -> Value {
    json!({
        "name": name, "type": "query", "label": label, "datasource": datasource(),
        "query": { "query": query, "refId": "Values" },
        "current": all_of_them(), "options": [], "refresh": 2, "regex": "", "sort": 1,
        "includeAll": true, "allValue": ".*", "multi": true, "hide": 0,
    })
}

/// The prefixes of the metrics.
fn scope(prefixes: &[&str]) -> Value {
    let option = |prefix: &&str| json!({ "text": prefix, "value": prefix, "selected": false });
    let mut options = vec![json!({ "text": "All", "value": "$__all", "selected": true })];
    options.extend(prefixes.iter().map(option));
    json!({
        "name": "scope", "type": "custom", "label": "Scope", "query": prefixes.join(","),
        "current": all_of_them(), "options": options, "includeAll": true, "multi": true, "hide": 0,
    })
}

fn all_of_them() -> Value {
    json!({ "text": ["All"], "value": ["$__all"] })
}
