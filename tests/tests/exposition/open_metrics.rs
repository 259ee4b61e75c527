//! The exact output of the OpenMetrics format.

use std::time::{SystemTime, UNIX_EPOCH};

use attuned_telemetry_rt::export::prometheus::{Format, PrometheusExporter};
use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};

use crate::parser::{Family, parse};
use crate::{page, text_of};

/// Timestamp of a line, and the line without it.
fn without_time(line: &str) -> String {
    if line.contains("_created") { line.rsplit_once(' ').unwrap().0.to_owned() } else { line.to_owned() }
}

#[test]
fn a_page_conforms_to_the_format() {
    let exporter = PrometheusExporter::builder().buckets("shop_wait_seconds", &[0.1, 1.0]).build().unwrap();
    metrics::with_local_recorder(&exporter.recorder(), || {
        describe_counter!("shop_orders_total", "Orders,\nby \"kind\" of C:\\goods.");
        counter!("shop_orders_total", "kind" => "a\"b\\c\nd").increment(3);
        describe_gauge!("shop_size_bytes", Unit::Bytes, "Bytes that the shop takes.");
        gauge!("shop_size_bytes").set(0.5);
        describe_histogram!("shop_wait_seconds", Unit::Seconds, "Seconds that customers waited.");
        histogram!("shop_wait_seconds", "till" => "1").record(0.25);
    });
    let page = text_of(&exporter, Format::OpenMetrics);
    let expected = [
        r#"# HELP shop_orders Orders,\nby \"kind\" of C:\\goods."#,
        "# TYPE shop_orders counter",
        r#"shop_orders_total{kind="a\"b\\c\nd"} 3"#,
        r#"shop_orders_created{kind="a\"b\\c\nd"}"#,
        "# HELP shop_size_bytes Bytes that the shop takes.",
        "# TYPE shop_size_bytes gauge",
        "# UNIT shop_size_bytes bytes",
        "shop_size_bytes 0.5",
        "# HELP shop_wait_seconds Seconds that customers waited.",
        "# TYPE shop_wait_seconds histogram",
        "# UNIT shop_wait_seconds seconds",
        r#"shop_wait_seconds_bucket{till="1",le="0.1"} 0"#,
        r#"shop_wait_seconds_bucket{till="1",le="1.0"} 1"#,
        r#"shop_wait_seconds_bucket{till="1",le="+Inf"} 1"#,
        r#"shop_wait_seconds_sum{till="1"} 0.25"#,
        r#"shop_wait_seconds_count{till="1"} 1"#,
        r#"shop_wait_seconds_created{till="1"}"#,
        "# EOF",
    ];
    assert_eq!(page.lines().map(without_time).collect::<Vec<_>>(), expected);
    assert_eq!(text_of(&exporter, Format::OpenMetricsDraft), page);
}

fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64()
}

#[test]
fn each_series_has_its_creation_time() {
    let exporter = PrometheusExporter::new();
    let mut times = vec![now()];
    for kind in ["one", "two"] {
        metrics::with_local_recorder(&exporter.recorder(), || counter!("orders_total", "kind" => kind).increment(1));
        times.push(now());
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let families = parse(&text_of(&exporter, Format::OpenMetrics), Format::OpenMetrics);
    let created: Vec<f64> = families[0]
        .samples
        .iter()
        .filter(|sample| sample.name == "orders_created")
        .map(|sample| sample.value)
        .collect();
    // Their resolution is a hundredth of a second, rounded down.
    assert!(times[0] - 0.03 < created[0] && created[0] <= times[1] + 0.03, "{created:?} {times:?}");
    assert!(times[1] + 0.02 < created[1] && created[1] <= times[2] + 0.03, "{created:?} {times:?}");
}

#[test]
fn a_unit_appears_only_for_a_name_that_ends_in_it() {
    let page = page(Format::OpenMetrics, || {
        describe_counter!("sent_bytes_total", Unit::Bytes, "Sent.");
        counter!("sent_bytes_total").increment(1);
        describe_gauge!("queue", Unit::Count, "Waiting.");
        gauge!("queue").set(1.0);
        describe_gauge!("milliseconds", Unit::Seconds, "No seconds.");
        gauge!("milliseconds").set(1.0);
    });
    let units: Vec<_> = page.lines().filter(|line| line.starts_with("# UNIT")).collect();
    assert_eq!(units, ["# UNIT sent_bytes bytes"]);
}

/// OpenMetrics names a counter without `_total`, which can be the name of another metric.
#[test]
fn names_that_collide_only_in_open_metrics_are_distinguished() {
    let count = || {
        counter!("orders_total").increment(2);
        gauge!("orders").set(7.0);
        counter!("visits_total").increment(3);
        gauge!("visits_created").set(8.0);
        counter!("_total").increment(4);
    };
    let families = parse(&page(Format::OpenMetrics, count), Format::OpenMetrics);
    let kinds: Vec<_> = families.iter().map(|Family { name, kind, .. }| (name.as_str(), kind.as_str())).collect();
    let expected = [
        ("_total", "unknown"),
        ("orders", "gauge"),
        ("orders_total", "unknown"),
        ("visits_created", "gauge"),
        ("visits", "counter"),
    ];
    assert_eq!(kinds, expected);
    let names = |families: &[Family]| {
        families.iter().flat_map(|family| &family.samples).map(|sample| sample.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&families), names(&parse(&page(Format::Text, count), Format::Text)));
}

#[test]
fn a_metric_that_is_only_described_does_not_affect_others() {
    let page = page(Format::OpenMetrics, || {
        describe_gauge!("conn", "Connections.");
        describe_gauge!("wait_created", "When it was.");
        counter!("conn_total").increment(1);
        histogram!("wait").record(1.0);
    });
    let lines: Vec<_> = page.lines().map(without_time).filter(|line| !line.contains("wait_bucket")).collect();
    let expected = [
        "# TYPE conn counter",
        "conn_total 1",
        "conn_created",
        "# TYPE wait histogram",
        "wait_sum 1",
        "wait_count 1",
        "wait_created",
        "# EOF",
    ];
    assert_eq!(lines, expected);
}

/// In OpenMetrics a counter is named `wait_count` if its series are named `wait_count_total`.
#[test]
fn a_counter_does_not_have_the_name_of_another_metrics_sample() {
    let page = page(Format::OpenMetrics, || {
        histogram!("wait").record(1.0);
        counter!("wait_count_total").increment(1);
        counter!("wait_created_total").increment(1);
        counter!("waits_total").increment(1);
        counter!("waits_created_total").increment(1);
    });
    let kinds = parse(&page, Format::OpenMetrics).into_iter().map(|family| (family.name, family.kind));
    let kinds: Vec<_> = kinds.map(|(name, kind)| format!("{name} {kind}")).collect();
    let expected = [
        "wait histogram",
        "wait_count_total unknown",
        "wait_created counter",
        "waits_created counter",
        "waits counter",
    ];
    assert_eq!(kinds, expected);
    for line in ["\nwait_created ", "\nwaits_created "] {
        assert!(!page.contains(line), "{page}");
    }
}

#[test]
fn metrics_of_two_kinds_with_one_name_are_both_shown() {
    let count = || {
        gauge!("orders_total").set(7.0);
        counter!("orders_total").increment(2);
        counter!("orders").increment(2);
    };
    for format in [Format::Text, Format::OpenMetrics] {
        let families = parse(&page(format, count), format);
        let mut samples: Vec<_> = families.iter().flat_map(|family| &family.samples).collect();
        samples.retain(|sample| !sample.name.ends_with("_created"));
        let values: Vec<_> = samples.iter().map(|sample| (sample.name.as_str(), sample.value)).collect();
        assert_eq!(values, [("orders_counter_total", 4.0), ("orders_total", 7.0)], "{format:?}");
    }
}
