//! The exact output of Prometheus' text format.

use std::io::Write as _;
use std::process::{Command, Stdio};

use attuned_telemetry_rt::export::prometheus::{Format, PrometheusExporter};
use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};

use crate::page;

/// Metrics of every kind.
fn count() {
    describe_counter!("shop_orders_total", "Orders,\nby \"kind\" of C:\\goods.");
    counter!("shop_orders_total", "kind" => "a\"b\\c\nd").increment(3);
    describe_gauge!("shop_size_bytes", Unit::Bytes, "Bytes that the shop takes.");
    gauge!("shop_size_bytes").set(0.5);
    describe_histogram!("shop_wait_seconds", Unit::Seconds, "Seconds that customers waited.");
    histogram!("shop_wait_seconds", "till" => "1").record(0.25);
    histogram!("shop_wait_seconds", "till" => "1").record(100.0);
}

#[test]
fn a_page_conforms_to_the_format() {
    let expected = r#"# HELP shop_orders_total Orders,\nby "kind" of C:\\goods.
# TYPE shop_orders_total counter
shop_orders_total{kind="a\"b\\c\nd"} 3
# HELP shop_size_bytes Bytes that the shop takes.
# TYPE shop_size_bytes gauge
shop_size_bytes 0.5
# HELP shop_wait_seconds Seconds that customers waited.
# TYPE shop_wait_seconds histogram
shop_wait_seconds_bucket{till="1",le="0.1"} 0
shop_wait_seconds_bucket{till="1",le="1.0"} 1
shop_wait_seconds_bucket{till="1",le="+Inf"} 2
shop_wait_seconds_sum{till="1"} 100.25
shop_wait_seconds_count{till="1"} 2
"#;
    let exporter = PrometheusExporter::builder().buckets("shop_wait_seconds", &[0.1, 1.0]).build().unwrap();
    metrics::with_local_recorder(&exporter.recorder(), count);
    assert_eq!(exporter.render(), expected);
}

#[test]
fn a_histogram_without_labels_has_only_its_bounds() {
    let page = page(Format::Text, || histogram!("wait_seconds").record(1.0));
    assert!(page.contains("\nwait_seconds_bucket{le=\"1e-06\"} 0\n"), "{page}");
    assert!(page.contains("\nwait_seconds_bucket{le=\"1.048576\"} 1\n"), "{page}");
    assert!(page.ends_with("wait_seconds_sum 1\nwait_seconds_count 1\n"), "{page}");
}

#[test]
fn a_metric_without_series_is_not_shown() {
    assert_eq!(page(Format::Text, || describe_counter!("orders_total", "Orders.")), "");
    assert_eq!(page(Format::OpenMetrics, || describe_counter!("orders_total", "Orders.")), "# EOF\n");
}

#[test]
fn a_histogram_without_values_is_zero() {
    let page = page(Format::Text, || drop(histogram!("wait_seconds")));
    assert!(page.ends_with("wait_seconds_bucket{le=\"+Inf\"} 0\nwait_seconds_sum 0\nwait_seconds_count 0\n"), "{page}");
}

#[test]
fn promtool_accepts_the_page() {
    let page = page(Format::Text, count);
    let mut promtool = Command::new("promtool")
        .args(["check", "metrics"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| {
            panic!("`promtool` is needed for this test: run ./ci/test, which installs it ({error})")
        });
    promtool.stdin.take().unwrap().write_all(page.as_bytes()).unwrap();
    let output = promtool.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.trim().is_empty(), "{said}\n{page}");
}

/// Prometheus merges two such series, and keeps the value of only one.
#[test]
fn a_label_without_a_value_is_left_out() {
    let count = || {
        counter!("orders_total").increment(1);
        counter!("orders_total", "kind" => "").increment(2);
        counter!("orders_total", "kind" => "", "shop" => "a").increment(4);
        counter!("orders_total", "kind" => "", "shop" => "b").increment(8);
    };
    let expected =
        "# TYPE orders_total counter\norders_total 3\norders_total{shop=\"a\"} 4\norders_total{shop=\"b\"} 8\n";
    assert_eq!(page(Format::Text, count), expected);
}
