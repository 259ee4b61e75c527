//! Settings of an exporter, and invalid settings.

use std::time::Duration;

use attuned_telemetry_rt::export::prometheus::{Format, PrometheusBuilder, PrometheusError, PrometheusExporter};
use metrics::{counter, histogram};

use crate::parser::parse;
use crate::text_of;

/// Bucket bounds of a histogram.
fn bounds(exporter: &PrometheusExporter, name: &'static str) -> Vec<String> {
    metrics::with_local_recorder(&exporter.recorder(), || histogram!(name).record(1.0));
    let families = parse(&text_of(exporter, Format::Text), Format::Text);
    let family = families.iter().find(|family| family.name == name).unwrap();
    family.samples.iter().filter_map(|sample| sample.label("le")).map(str::to_owned).collect()
}

#[test]
fn a_histogram_has_the_buckets_of_its_name_or_of_the_longest_prefix() {
    let exporter = PrometheusExporter::builder()
        .buckets_for_prefix("store_", &[1.0])
        .buckets_for_prefix("store_disk_", &[2.0])
        .buckets("store_disk_seconds", &[3.0])
        .build()
        .unwrap();
    assert_eq!(bounds(&exporter, "store_seconds"), ["1.0", "+Inf"]);
    assert_eq!(bounds(&exporter, "store_disk_bytes"), ["2.0", "+Inf"]);
    assert_eq!(bounds(&exporter, "store_disk_seconds"), ["3.0", "+Inf"]);
    assert_eq!(bounds(&exporter, "other_seconds").len(), 14);
}

#[test]
fn idle_series_are_on_no_page() {
    let exporter = PrometheusExporter::builder().idle_timeout(Duration::from_secs(1)).build().unwrap();
    metrics::with_local_recorder(&exporter.recorder(), || {
        counter!("visits_total", "user" => "one").increment(1);
        counter!("starts_total").increment(1);
    });
    let is_shown = || exporter.render().contains("visits_total{user=\"one\"} 1\n");
    assert!(is_shown());
    let is_gone = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        !is_shown()
    });
    assert!(is_gone, "{}", exporter.render());
    assert_eq!(exporter.render(), "# TYPE starts_total counter\nstarts_total 1\n");
    let short = PrometheusExporter::builder().idle_timeout(Duration::from_millis(999));
    assert_eq!(refused(short), "`idle_timeout` is `999ms`, expected 1s or more");
}

/// A page yields its first piece before all series have been visited.
#[test]
fn idle_series_are_detected_when_the_page_reaches_them() {
    for format in [Format::Text, Format::OpenMetrics, Format::Protobuf] {
        let exporter = PrometheusExporter::builder().idle_timeout(Duration::from_secs(1)).build().unwrap();
        let visits = metrics::with_local_recorder(&exporter.recorder(), || counter!("visits_total", "user" => "one"));
        visits.increment(1);
        let is_shown = |page: Vec<u8>| String::from_utf8_lossy(&page).contains("visits_total");
        assert!(is_shown(exporter.page(format).flatten().collect()));
        std::thread::sleep(Duration::from_millis(1_100));
        let page = exporter.page(format);
        visits.increment(1);
        assert!(is_shown(page.flatten().collect()), "{format:?}: the series was updated before the page reached it");
        std::thread::sleep(Duration::from_millis(1_100));
        assert!(!is_shown(exporter.page(format).flatten().collect()), "{format:?}");
    }
}

fn refused(builder: PrometheusBuilder) -> String {
    let error = builder.build().err().unwrap();
    assert!(matches!(error, PrometheusError::Setting { .. }), "{error:?}");
    error.to_string()
}

#[test]
fn invalid_buckets_give_an_error_that_says_what_is_allowed() {
    let builder = PrometheusExporter::builder;
    assert_eq!(refused(builder().buckets("a", &[])), "`buckets` of `a` is `[]`, expected 1 to 100 bounds, found 0");
    assert_eq!(
        refused(builder().buckets_for_prefix("a_", &[1.0, 3.0, 3.0])),
        "`buckets_for_prefix` of `a_` is `[1.0, 3.0, 3.0]`, expected ascending bounds, but bound 3 is not greater \
         than bound 2"
    );
    assert_eq!(
        refused(builder().buckets("a", &[1.0, f64::INFINITY])),
        "`buckets` of `a` is `[1.0, inf]`, expected finite bounds, but bound 2 is `inf`; the bucket `+Inf` is always \
         added"
    );
    assert!(refused(builder().buckets("a", &[f64::NAN])).ends_with("always added"));
    let many: Vec<f64> = (0..101).map(f64::from).collect();
    assert!(refused(builder().buckets("a", &many)).ends_with("expected 1 to 100 bounds, found 101"));
    assert!(builder().buckets("a", &many[..100]).build().is_ok());
}

#[test]
fn a_metric_has_at_most_the_limit_and_one_overflow_series() {
    let exporter = PrometheusExporter::builder().series_limit(10).build().unwrap();
    metrics::with_local_recorder(&exporter.recorder(), || {
        (0..100).for_each(|user| counter!("visits_total", "user" => user.to_string()).increment(1));
    });
    let families = parse(&exporter.render(), Format::Text);
    let visits = families.iter().find(|family| family.name == "visits_total").unwrap();
    assert_eq!(visits.samples.len(), 11);
    assert_eq!(visits.samples[10].label("user"), Some("__other__"));
    assert_eq!(visits.samples[10].value, 90.0);
    assert_eq!(refused(PrometheusExporter::builder().series_limit(0)), "`series_limit` is `0`, expected 1 or more");
}

#[test]
fn an_empty_name_and_a_name_that_is_set_twice_are_refused() {
    let builder = PrometheusExporter::builder;
    assert_eq!(refused(builder().buckets("", &[1.0])), "`buckets` is ``, expected the name of a histogram");
    assert_eq!(
        refused(builder().buckets("a.b", &[1.0]).exponential_buckets("a_b")),
        "`buckets` is `a_b`, expected each name once, but `a.b` has buckets already"
    );
    assert_eq!(
        refused(builder().buckets_for_prefix("a_", &[1.0]).buckets_for_prefix("a_", &[2.0])),
        "`buckets_for_prefix` is `a_`, expected each name once, but `a_` has buckets already"
    );
    let every = builder().buckets_for_prefix("", &[1.0]).buckets_for_prefix("_", &[2.0]).build().unwrap();
    assert_eq!(bounds(&every, "a_seconds"), ["1.0", "+Inf"], "an empty prefix is that of every histogram");
}

#[test]
fn an_error_does_not_contain_all_of_a_long_value() {
    let many: Vec<f64> = (0..1_000).map(f64::from).collect();
    let error = refused(PrometheusExporter::builder().buckets("a".repeat(10_000), &many));
    assert!(error.len() < 600 && error.contains("…` (6890 characters)"), "{error}");
}
