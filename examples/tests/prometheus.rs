//! A real Prometheus scrapes the program and stores its metrics.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    unreachable_pub,
    dead_code,
    clippy::float_cmp,
    reason = "a test may panic"
)]

use std::collections::BTreeMap;
use std::time::Duration;

use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::http::Endpoints;
use serde_json::Value;

mod service;
use service::prometheus::{Prometheus, promtool, within};
use service::{Service, ask_for_bytes, samples};

/// Stored samples of the target, by the names on the page.
fn stored(prometheus: &Prometheus) -> BTreeMap<String, f64> {
    let series = prometheus.query(r#"{job="state-store"}"#);
    let sample = |series: &Value| (name(&series["metric"]), series["value"][1].as_str().unwrap().parse().unwrap());
    let mut stored: BTreeMap<String, f64> = series.iter().map(sample).collect();
    stored.retain(|series, _| !series.starts_with("scrape_") && !series.starts_with("up"));
    stored
}

/// A series with sorted labels.
fn name(labels: &Value) -> String {
    let own = |label: &str| ["__name__", "job", "instance"].contains(&label);
    let labels_of = labels.as_object().unwrap().iter().filter(|(label, _)| !own(label));
    let rest: BTreeMap<_, _> =
        labels_of.map(|(label, value)| (label.clone(), value.as_str().unwrap().to_owned())).collect();
    format!("{}{rest:?}", labels["__name__"].as_str().unwrap())
}

/// The same for a series on the page: `name{a="b"}`.
fn name_on_page(series: &str) -> String {
    let (metric, labels) = series.split_once('{').unwrap_or((series, "}"));
    let labels = labels.trim_end_matches('}').split("\",").filter(|label| !label.is_empty());
    let pairs = labels.map(|label| label.split_once("=\"").unwrap());
    let rest: BTreeMap<_, _> =
        pairs.map(|(label, value)| (label.to_owned(), value.trim_end_matches('"').to_owned())).collect();
    format!("{metric}{rest:?}")
}

/// Trace id and value of an exemplar.
type Exemplar = (String, f64);

/// Stored exemplars of the target, the newest of each series.
fn stored_exemplars(prometheus: &Prometheus) -> BTreeMap<String, Exemplar> {
    let newest = |series: &Value| {
        let newest = series["exemplars"].as_array().unwrap().last().unwrap().clone();
        let trace = newest["labels"]["trace_id"].as_str().unwrap().to_owned();
        (name(&series["seriesLabels"]), (trace, newest["value"].as_str().unwrap().parse().unwrap()))
    };
    prometheus.exemplars(r#"{job="state-store"}"#).iter().map(newest).collect()
}

/// The same on the page: `name{a="b"} 1 # {trace_id="…",span_id="…"} 0.5 1760000000.12`.
fn exemplars_on_page(page: &str) -> BTreeMap<String, Exemplar> {
    let lines = page.lines().filter_map(|line| line.split_once(" # {trace_id=\""));
    let exemplar = |(sample, exemplar): (&str, &str)| {
        let (trace, rest) = exemplar.split_once('"').unwrap();
        let value = rest.split_once("} ").unwrap().1.split_once(' ').unwrap().0;
        (name_on_page(sample.rsplit_once(' ').unwrap().0), (trace.to_owned(), value.parse().unwrap()))
    };
    lines.map(exemplar).collect()
}

/// Samples that Prometheus has stored after scraping under load, and those on the page.
fn compare(service: &Service, prometheus: &Prometheus, format: &str) {
    assert!(within(Duration::from_secs(30), || !stored(prometheus).is_empty()), "it scrapes");
    for user in 0..1_000 {
        service.get(&format!("/state/user-{}", user % 50));
    }
    let page = || -> BTreeMap<String, f64> {
        samples(&service.page(format)).iter().map(|(series, value)| (name_on_page(series), *value)).collect()
    };
    // The first scrape starts a health report, which later scrapes show. Its timestamp changes too.
    let is_time = |series: &String| series.starts_with("attuned_telemetry_health_check_timestamp");
    let asked = within(Duration::from_secs(30), || page().keys().any(|series| series.contains("health_status")));
    assert!(asked, "{:#?}", page());
    let mut page = page();
    page.retain(|series, _| !is_time(series));
    let mut found = BTreeMap::new();
    within(Duration::from_secs(30), || {
        found = stored(prometheus);
        found.retain(|series, _| !is_time(series));
        found == page
    });
    assert!(page.len() > 100, "the page has only {} series", page.len());
    assert_eq!(found, page);
}

const OPEN_METRICS: &str = "application/openmetrics-text;version=1.0.0";

/// Prometheus prefers `OpenMetrics`.
#[test]
fn prometheus_stores_what_the_page_contains() {
    let service = Service::start(&[]);
    let prometheus = Prometheus::scraping(service.address);
    compare(&service, &prometheus, OPEN_METRICS);
    let page = service.page(OPEN_METRICS);
    assert!(page.contains("_created{"), "it says when series were made");
    let exemplars = exemplars_on_page(&page);
    assert!(exemplars.keys().any(|series| series.contains("_duration_seconds_bucket")), "{exemplars:?}");
    assert!(exemplars.keys().any(|series| series.contains("_errors_total")), "{exemplars:?}");
    assert_eq!(stored_exemplars(&prometheus), exemplars);
}

/// `Accept` of Prometheus with native histograms.
const PROTOBUF_FIRST: &str = "Accept: application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;\
                              q=0.6,application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2\r\n";

/// With native histograms, Prometheus requests and receives protobuf.
#[test]
fn prometheus_stores_from_protobuf_what_the_page_contains() {
    let service = Service::start(&[]);
    let prometheus = Prometheus::scraping_with(service.address, "exemplar-storage,native-histograms");
    compare(&service, &prometheus, "text/plain");
    let (head, page) = ask_for_bytes(service.address, "GET /metrics", PROTOBUF_FIRST, "");
    assert!(head.to_lowercase().contains("content-type: application/vnd.google.protobuf;"), "{head}");
    assert!(!page.starts_with(b"# "), "not text");
    assert_eq!(stored_exemplars(&prometheus), exemplars_on_page(&service.page(OPEN_METRICS)));
}

#[test]
fn what_prometheus_stores_of_a_native_histogram_is_what_was_counted() {
    const VALUES: [f64; 8] = [0.0, 0.25, 0.25, 1.0, 1.5, 2.0, 1_000.0, -3.0];
    let exporter = PrometheusExporter::builder().exponential_buckets("wait_seconds").build().unwrap();
    metrics::with_local_recorder(&exporter.recorder(), || {
        let histogram = metrics::histogram!("wait_seconds", "queue" => "one");
        for value in VALUES {
            histogram.record(value);
        }
    });
    let listener = Endpoints::new().with_metrics(exporter).listen(([127, 0, 0, 1], 0).into()).unwrap();
    let prometheus = Prometheus::scraping_with(listener.address(), "native-histograms");
    let mut stored = Vec::new();
    within(Duration::from_secs(30), || {
        stored = prometheus.query(r#"wait_seconds{queue="one"}"#);
        !stored.is_empty()
    });
    let histogram = &stored[0]["histogram"][1];
    assert_eq!((&histogram["count"], &histogram["sum"]), (&Value::from("8"), &Value::from("1002")), "{histogram}");
    let buckets = histogram["buckets"].as_array().unwrap();
    assert_eq!(buckets.len(), 7, "one for each value, and one for zero: {histogram}");
    for bucket in buckets {
        let [lower, upper, count] = [1, 2, 3].map(|part| bucket[part].as_str().unwrap().parse::<f64>().unwrap());
        // A bucket is identified by the bound that is further from zero.
        let is_in = |value: f64| (lower < value && value < upper) || value == if upper > 0.0 { upper } else { lower };
        let counted = VALUES.iter().filter(|value| is_in(**value)).count();
        assert_eq!(count.to_string(), counted.to_string(), "{bucket}");
    }
}

#[test]
fn promtool_is_content_with_the_page() {
    let service = Service::start(&[]);
    let (_, page) = service.get("/metrics");
    let output = promtool(&["check", "metrics"], &page);
    let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.trim().is_empty(), "{said}");
}
