//! Annotated calls that exceed the series limit of a metric. The recorder is global, so this is a separate program.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::init::TelemetryBuilder;
use attuned_telemetry_rt::{CappedLabels, ErrorType, observed};

static TENANTS: CappedLabels<3_000> = CappedLabels::new();

struct Closed;

impl ErrorType for Closed {
    fn error_type(&self) -> &'static str {
        "closed"
    }
}

#[observed(scope = "shop", op = "buy", labels(tenant = TENANTS.label(tenant)), in_flight)]
fn buy(tenant: &str, fails: bool) -> Result<(), Closed> {
    let _ = tenant;
    if fails { Err(Closed) } else { Ok(()) }
}

/// Value of a series.
fn value(page: &str, series: &str) -> Option<f64> {
    let line = page.lines().find(|line| line.strip_prefix(series).is_some_and(|rest| rest.starts_with(' ')))?;
    line.rsplit_once(' ')?.1.parse().ok()
}

/// Sum of all series of a metric.
fn sum(page: &str, metric: &str) -> f64 {
    let of_metric = |line: &&str| line.strip_prefix(metric).is_some_and(|rest| rest.starts_with(['{', ' ']));
    page.lines().filter(of_metric).map(|line| line.rsplit_once(' ').unwrap().1.parse::<f64>().unwrap()).sum()
}

#[test]
fn calls_beyond_the_limit_are_counted_as_other() {
    let exporter = PrometheusExporter::new();
    let _guard = TelemetryBuilder::new().with_metrics(exporter.recorder()).init().unwrap();
    let names: Vec<_> = (0..2_100).map(|tenant| format!("t{tenant}")).collect();
    // Several threads may create the same series at the same time.
    for _ in 0..2 {
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| names.iter().for_each(|name| drop(buy(name, false))));
            }
        });
    }
    for name in &names {
        drop(buy(name, true));
    }
    let page = exporter.render();
    let told = |metric: &str| value(&page, &format!("attuned_telemetry_series_overflow_total{{metric=\"{metric}\"}}"));

    assert!((sum(&page, "shop_operations_total") - 5.0 * 2_100.0).abs() < 0.5);
    assert!((sum(&page, "shop_duration_seconds_count") - 5.0 * 2_100.0).abs() < 0.5);
    assert!((sum(&page, "shop_errors_total") - 2_100.0).abs() < 0.5);
    // Only the labels of the call become `__other__`, so error ratios and objectives stay correct.
    let errors =
        page.lines().filter(|line| line.starts_with("shop_operations_total{operation=\"buy\",status=\"error\""));
    let errors: f64 = errors.map(|line| line.rsplit_once(' ').unwrap().1.parse::<f64>().unwrap()).sum();
    assert!((errors - 2_100.0).abs() < 0.5);
    let of_others = |metric: &str, status: &str| {
        value(&page, &format!("shop_{metric}{{operation=\"buy\",{status}tenant=\"__other__\"}}")).unwrap()
    };
    let [good, bad] =
        ["success", "error"].map(|status| of_others("operations_total", &format!("status=\"{status}\",")));
    // Each tenant has a series for each of three statuses, so about two thirds of a thousand tenants fit.
    assert!((good - 4.0 * bad).abs() < 0.5 && (1_400.0..=1_440.0).contains(&bad), "{good} {bad}");
    assert_eq!(told("shop_operations_total"), Some(good + bad));
    // All metrics have the same tenants.
    assert!((of_others("duration_seconds_count", "") - (good + bad)).abs() < 0.5);
    assert_eq!(told("shop_duration_seconds"), Some(good + bad));
    assert!((of_others("in_flight", "")).abs() < 0.5);
    let series = page.lines().filter(|line| line.starts_with("shop_operations_total{")).count();
    assert!(series <= 2_000 + 3 + 3, "{series} series; two threads can create the last one at the same time");
}

/// Has no labels that depend on the call, so its series always exist.
#[observed(scope = "shop", op = "close")]
fn close() {}

#[test]
fn operations_without_call_labels_have_series_in_a_full_metric() {
    let exporter = PrometheusExporter::builder().series_limit(3).build().unwrap();
    let _guard = TelemetryBuilder::new().with_metrics(exporter.recorder()).init().unwrap();
    for tenant in ["a", "b", "c"] {
        drop(buy(tenant, false));
    }
    close();
    let page = exporter.render();
    assert_eq!(value(&page, r#"shop_operations_total{operation="close",status="success"}"#), Some(1.0), "{page}");
    let of_others = r#"shop_operations_total{operation="buy",status="success",tenant="__other__"}"#;
    assert_eq!(value(&page, of_others), Some(2.0), "{page}");
}
