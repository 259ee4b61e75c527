//! Buckets set by annotations. The recorder is global, so these tests are a separate program.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::observed;

#[observed(scope = "shop", op = "quick", buckets("100us", "1ms", "2ms"))]
fn quick() {}

#[observed(scope = "shop", op = "usual")]
fn usual() {}

#[observed(metrics = "bakery", op = "bake", buckets("1ms", "1s"))]
fn bake() {}

#[observed(metrics = "dairy", op = "churn", buckets = exponential)]
fn churn() {}

/// Bucket bounds of an operation.
fn bounds(page: &str, metric: &str, operation: &str) -> Vec<String> {
    let start = format!("{metric}_duration_seconds_bucket{{operation=\"{operation}\",le=\"");
    let lines = page.lines().filter_map(|line| line.strip_prefix(&start));
    lines.map(|rest| rest.split_once('"').unwrap().0.to_owned()).collect()
}

#[test]
fn a_metric_of_one_operation_has_its_annotated_buckets() {
    let page = PrometheusExporter::new().render();
    assert_eq!(bounds(&page, "bakery", "bake"), ["0.001", "1.0", "+Inf"]);
}

#[test]
fn a_shared_metric_has_the_buckets_of_all_its_operations() {
    let page = PrometheusExporter::new().render();
    let quick = bounds(&page, "shop", "quick");
    assert_eq!(quick, bounds(&page, "shop", "usual"));
    for bound in ["0.0001", "0.001", "0.002", "1e-06", "16.777216", "+Inf"] {
        assert!(quick.iter().any(|known| known == bound), "{bound} is not among {quick:?}");
    }
    assert_eq!(quick.len(), 13 + 3 + 1);
}

#[test]
fn exponential_buckets_count_annotated_calls() {
    let exporter = PrometheusExporter::new();
    exporter.install().unwrap();
    for _ in 0..100 {
        churn();
    }
    let page = exporter.render();
    assert!(page.contains("dairy_duration_seconds_count{operation=\"churn\"} 100\n"), "{page}");
    assert!(page.contains("dairy_operations_total{operation=\"churn\",status=\"success\"} 100\n"), "{page}");
    assert!(bounds(&page, "dairy", "churn").len() > 10, "{page}");
}

#[test]
fn exporter_buckets_override_annotated_buckets() {
    let exporter = PrometheusExporter::builder().buckets("bakery_duration_seconds", &[0.5]).build().unwrap();
    assert_eq!(bounds(&exporter.render(), "bakery", "bake"), ["0.5", "+Inf"]);
    quick();
    usual();
    bake();
}
