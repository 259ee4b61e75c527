//! The whole program: its endpoints, its files and its report.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub, dead_code, reason = "a test may panic")]
#![allow(clippy::float_cmp, clippy::cast_precision_loss, reason = "counts are small integers")]

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

mod service;
use service::Service;

/// Sum of the series whose names have this prefix.
fn sum(metrics: &BTreeMap<String, f64>, beginning: &str) -> f64 {
    metrics.iter().filter(|(name, _)| name.starts_with(beginning)).map(|(_, value)| value).sum()
}

fn calls(metrics: &BTreeMap<String, f64>, operation: &str, status: &str) -> f64 {
    let name = format!("attuned_store_operations_total{{operation=\"{operation}\",status=\"{status}\"}}");
    metrics.get(&name).copied().unwrap_or(0.0)
}

fn records(service: &Service) -> Vec<Value> {
    let file = fs::read_to_string(service.audit_file()).unwrap();
    file.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_name_of_the_contract_is_on_the_page() {
    let service = Service::start(&[]);
    let metrics = service.metrics();
    for name in [
        r#"attuned_store_operations_total{operation="upsert",status="success"}"#,
        r#"attuned_store_operations_total{operation="upsert",status="cancelled"}"#,
        r#"attuned_store_operations_total{operation="get",status="error"}"#,
        r#"attuned_store_duration_seconds_count{operation="upsert"}"#,
        r#"attuned_store_errors_total{error_type="not_found",operation="get"}"#,
        "attuned_translation_duration_seconds_count",
        r#"attuned_http_request_duration_seconds_count{method="PUT",path="/state/{user}"}"#,
        r#"attuned_http_request_duration_seconds_count{method="GET",path="/state/{user}"}"#,
        r#"attuned_http_request_duration_seconds_count{method="DELETE",path="/state/{user}"}"#,
        r#"attuned_http_request_duration_seconds_count{method="GET",path="/translate/{user}"}"#,
        "attuned_active_users",
        "attuned_store_size_bytes",
    ] {
        assert!(metrics.get(name).is_some_and(|value| *value > 0.0), "{name} is missing or zero in {metrics:#?}");
    }
}

#[test]
fn the_numbers_agree_with_each_other() {
    let service = Service::start(&[]);
    let metrics = service.metrics();
    for operation in ["upsert", "get", "delete"] {
        let timed = metrics[&format!("attuned_store_duration_seconds_count{{operation=\"{operation}\"}}")];
        let returned = calls(&metrics, operation, "success") + calls(&metrics, operation, "error");
        assert_eq!(timed, returned, "the histogram of `{operation}` holds the calls that returned");
        let of_operation = format!("operation=\"{operation}\"");
        let errors = metrics.iter().filter(|(name, _)| name.starts_with("attuned_store_errors_total"));
        let errors: f64 = errors.filter(|(name, _)| name.contains(&of_operation)).map(|(_, value)| value).sum();
        assert_eq!(errors, calls(&metrics, operation, "error"), "every error of `{operation}` has a type");
    }
    // The queue of the audit sink may still be delivering.
    let is_of_calls = |name: &str| name.contains("_in_flight") && !name.starts_with("attuned_telemetry_delivery_");
    let running = metrics.iter().filter(|(name, _)| is_of_calls(name));
    for (name, value) in running {
        assert_eq!(*value, 0.0, "{name}");
    }
    let lost = metrics["attuned_telemetry_audit_lost_total"];
    assert_eq!(lost, 0.0);
}

#[test]
fn the_audit_file_has_one_line_for_each_mutation_no_more_and_no_fewer() {
    let service = Service::start(&[]);
    let metrics = service.metrics();
    let records = records(&service);
    for (operation, event) in [("upsert", "state_updated"), ("delete", "state_deleted")] {
        for outcome in ["success", "error", "cancelled", "panicked"] {
            let written = records.iter().filter(|record| {
                record["operation"] == format!("attuned.store.{operation}")
                    && record["event_type"] == event
                    && record["outcome"] == outcome
            });
            assert_eq!(written.count() as f64, calls(&metrics, operation, outcome), "{operation} {outcome}");
        }
    }
    let mutations = sum(&metrics, "attuned_store_operations_total{operation=\"upsert\"")
        + sum(&metrics, "attuned_store_operations_total{operation=\"delete\"");
    assert_eq!(records.len() as f64, mutations);
}

#[test]
fn every_audit_record_is_numbered_and_belongs_to_a_trace() {
    let service = Service::start(&[]);
    for (position, record) in records(&service).iter().enumerate() {
        assert_eq!(record["sequence"], position + 1);
        assert_eq!(record["trace_id"].as_str().map(str::len), Some(32), "{record}");
        assert!(record["user_id"].as_str().is_some_and(|user| !user.is_empty()), "{record}");
    }
}

#[test]
fn the_store_is_ready_and_says_so() {
    for store in ["memory", "redb"] {
        let service = Service::start(&["--store", store]);
        for path in ["/readyz", "/healthz"] {
            let (code, body) = service.get(path);
            let report: Value = serde_json::from_str(&body).unwrap();
            assert_eq!((code, &report["status"]), (200, &Value::from("pass")), "{report}");
            assert!(report["checks"][format!("{store}_store")].is_array(), "{report}");
        }
        assert_eq!(service.get("/livez").0, 200);
    }
}

#[test]
fn the_table_names_the_operations_and_where_to_look() {
    let service = Service::start(&[]);
    for word in ["attuned_store", "upsert", "cancelled", "p50", "p99", "/metrics", "/readyz", "audit.jsonl"] {
        assert!(service.printed.contains(word), "`{word}` is missing in:\n{}", service.printed);
    }
}
