//! Catalog entries of operations.

use std::time::Duration;

use attuned_telemetry_rt::catalog::{LabelEntry, MetricNames, ObjectiveEntry, OperationEntry};
use attuned_telemetry_rt::{Outcome, observed};

use super::operation;

const KIND: &str = "snapshot";

/// Says everything.
#[rustfmt::skip]
#[observed(scope = "attuned.store", op = "all_of_it", labels(hot, path = "/state", kind = KIND, found = Option::is_some),
           in_flight, slow = "250ms", slo(latency = "100ms", target = 99.9), error_if = Option::is_none, target = "elsewhere")]
async fn everything(hot: bool) -> Option<u8> {
    hot.then_some(1)
}
const LINE: u32 = line!() - 5;

#[test]
fn an_entry_contains_every_option_of_the_annotation() {
    let label = |name, value| LabelEntry { name, value };
    let expected = OperationEntry {
        scope: "attuned.store",
        op: "all_of_it",
        span: Some("attuned.store.all_of_it"),
        metrics: Some(MetricNames {
            prefix: "attuned_store".to_owned(),
            calls: "attuned_store_operations_total".to_owned(),
            duration: "attuned_store_duration_seconds".to_owned(),
            errors: "attuned_store_errors_total".to_owned(),
            in_flight: Some("attuned_store_in_flight".to_owned()),
            objective_met: Some("attuned_store_objective_met_total".to_owned()),
        }),
        labels: vec![
            label("operation", Some("all_of_it")),
            label("path", Some("/state")),
            label("kind", Some("snapshot")),
            label("hot", None),
            label("found", None),
        ],
        statuses: Outcome::ALL.to_vec(),
        slow: Some(Duration::from_millis(250)),
        objective: Some(ObjectiveEntry { latency: Duration::from_millis(100), target: 99.9 }),
        module: module_path!(),
        file: file!(),
        line: LINE,
        doc: "Says everything.",
    };
    assert_eq!(operation("all_of_it"), expected);
}

#[observed]
fn says_nothing() {}

#[test]
fn an_annotation_without_options_has_the_defaults() {
    let entry = operation("says_nothing");
    assert_eq!(entry.scope, "attuned.telemetry.tests");
    assert_eq!(entry.span, Some("attuned.telemetry.tests.says_nothing"));
    assert_eq!(entry.labels, [LabelEntry { name: "operation", value: Some("says_nothing") }]);
    let metrics = entry.metrics.unwrap();
    assert_eq!(metrics.prefix, "attuned_telemetry_tests");
    assert_eq!((metrics.in_flight, metrics.objective_met), (None, None));
    assert_eq!((entry.slow, entry.objective, entry.doc), (None, None, ""));
}

#[observed(span = false, metrics = "attuned_translation")]
fn names_its_metrics() {}

#[test]
fn a_custom_prefix_removes_the_operation_label() {
    let entry = operation("names_its_metrics");
    assert_eq!((entry.span, entry.labels), (None, Vec::new()));
    assert_eq!(entry.metrics.unwrap().duration, "attuned_translation_duration_seconds");
}

#[observed(metrics = false, span = "translate")]
fn has_no_metrics() {}

#[test]
fn without_metrics_an_entry_has_no_metric_names_and_no_labels() {
    let entry = operation("has_no_metrics");
    assert_eq!((entry.span, entry.metrics, entry.labels), (Some("translate"), None, Vec::new()));
}

#[observed(buckets("100us", "1ms", "10ms"))]
fn has_buckets() -> u8 {
    3
}

#[observed(buckets = exponential)]
fn has_exponential_buckets() -> u8 {
    4
}

#[test]
fn buckets_change_only_the_histogram() {
    assert_eq!((has_buckets(), has_exponential_buckets()), (3, 4));
    for op in ["has_buckets", "has_exponential_buckets"] {
        assert_eq!(operation(op).labels, [LabelEntry { name: "operation", value: Some(op) }]);
    }
}
