//! Annotated calls with more labels than a metric has series. The recorder is the process's own: a program of its own.

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

/// The value of a series.
fn value(page: &str, series: &str) -> Option<f64> {
    let line = page.lines().find(|line| line.strip_prefix(series).is_some_and(|rest| rest.starts_with(' ')))?;
    line.rsplit_once(' ')?.1.parse().ok()
}

/// The sum of all series of a metric.
fn sum(page: &str, metric: &str) -> f64 {
    let of_metric = |line: &&str| line.strip_prefix(metric).is_some_and(|rest| rest.starts_with(['{', ' ']));
    page.lines().filter(of_metric).map(|line| line.rsplit_once(' ').unwrap().1.parse::<f64>().unwrap()).sum()
}

#[test]
fn calls_beyond_the_limit_are_counted_as_other_and_none_is_lost() {
    let exporter = PrometheusExporter::new();
    let _guard = TelemetryBuilder::new().with_metrics(exporter.recorder()).init().unwrap();
    let names: Vec<_> = (0..2_100).map(|tenant| format!("t{tenant}")).collect();
    // On several threads: whoever is first at a series does not hide it from the others.
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
    let other = r#"shop_duration_seconds_count{operation="__other__",tenant="__other__"}"#;
    assert_eq!(value(&page, other), Some(500.0));
    assert_eq!(told("shop_duration_seconds"), Some(500.0));
    assert_eq!(told("shop_errors_total"), Some(100.0));
    assert_eq!(told("shop_in_flight"), Some(500.0));
    let calls = r#"shop_operations_total{operation="__other__",status="__other__",tenant="__other__"}"#;
    assert_eq!(value(&page, calls), told("shop_operations_total"));
    assert!(value(&page, calls).is_some_and(|calls| calls >= 500.0));
}
