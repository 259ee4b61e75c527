//! A real Prometheus scrapes the program and stores what is on its page.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub, dead_code, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;

mod service;
use service::prometheus::{Prometheus, promtool, within};
use service::{Service, get_as};

/// What it has stored of the target, by the names that the page has.
fn stored(prometheus: &Prometheus) -> BTreeMap<String, f64> {
    let series = prometheus.query(r#"{job="state-store"}"#);
    let sample = |series: &Value| (name(&series["metric"]), series["value"][1].as_str().unwrap().parse().unwrap());
    let mut stored: BTreeMap<String, f64> = series.iter().map(sample).collect();
    stored.retain(|series, _| !series.starts_with("scrape_") && !series.starts_with("up"));
    stored
}

/// The last exemplars that it has stored, as [`exemplars_on_page`] has them.
fn stored_exemplars(prometheus: &Prometheus) -> BTreeMap<String, (String, f64)> {
    let exemplar = |series: &Value| {
        let last = series["exemplars"].as_array().unwrap().last().unwrap();
        let trace = last["labels"]["trace_id"].as_str().unwrap().to_owned();
        (name(&series["seriesLabels"]), (trace, last["value"].as_str().unwrap().parse().unwrap()))
    };
    prometheus.exemplars().iter().map(exemplar).collect()
}

/// A series in one order of labels, whoever wrote it.
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

/// The trace and the value of each exemplar on the page: `name{a="b"} 1 # {trace_id="…",…} 0.5 1760000000.12`.
fn exemplars_on_page(page: &str) -> BTreeMap<String, (String, f64)> {
    let lines = page.lines().filter_map(|line| line.split_once(" # {trace_id=\""));
    let exemplar = |(sample, exemplar): (&str, &str)| {
        let (trace, rest) = exemplar.split_once('"').unwrap();
        let value = rest.split_once("} ").unwrap().1.split_once(' ').unwrap().0;
        (name_on_page(sample.rsplit_once(' ').unwrap().0), (trace.to_owned(), value.parse().unwrap()))
    };
    lines.map(exemplar).collect()
}

const OPEN_METRICS: &str = "application/openmetrics-text;version=1.0.0";

fn by_name(page: &BTreeMap<String, f64>) -> BTreeMap<String, f64> {
    page.iter().map(|(series, value)| (name_on_page(series), *value)).collect()
}

#[test]
fn what_prometheus_stores_of_open_metrics_is_what_the_page_says() {
    let service = Service::start(&[]);
    let prometheus = Prometheus::scraping_with(service.address, "exemplar-storage");
    let (page, exemplars) = compared(&service, &prometheus, OPEN_METRICS);
    assert!(page.len() > 100, "the page has only {} series", page.len());
    assert!(page.keys().any(|series| series.contains("_created{")), "it says when series were made");
    assert!(exemplars.keys().any(|series| series.contains("duration_seconds_bucket{")), "{exemplars:?}");
    assert!(exemplars.keys().any(|series| series.contains("errors_total{")), "{exemplars:?}");
}

/// With native histograms, Prometheus asks for protobuf.
#[test]
fn what_prometheus_stores_of_protobuf_is_what_the_page_says() {
    let service = Service::start(&[]);
    let prometheus = Prometheus::scraping_with(service.address, "exemplar-storage,native-histograms");
    compared(&service, &prometheus, "text/plain");
}

/// Has a Prometheus scrape while requests come, and compares what it has stored in the end with the page: every series,
/// and every exemplar. Gives back what both have.
fn compared(
    service: &Service,
    prometheus: &Prometheus,
    format: &str,
) -> (BTreeMap<String, f64>, BTreeMap<String, (String, f64)>) {
    let half_a_minute = Duration::from_secs(30);
    assert!(within(half_a_minute, || !stored(prometheus).is_empty()), "it scrapes");
    for user in 0..500 {
        service.get(&format!("/state/user-{}", user % 50));
    }
    // The first scrape has the health asked for, which the ones after it find. When a report was made changes with it.
    let is_time = |series: &String| series.starts_with("attuned_telemetry_health_check_timestamp");
    let page = || {
        let mut page = by_name(&service.metrics_as(format));
        page.retain(|series, _| !is_time(series));
        page
    };
    let asked = within(half_a_minute, || page().keys().any(|series| series.contains("health_status")));
    assert!(asked, "{:#?}", page());
    let page = page();
    let mut found = BTreeMap::new();
    within(half_a_minute, || {
        found = stored(prometheus);
        found.retain(|series, _| !is_time(series));
        found == page
    });
    assert_eq!(found, page);
    let exemplars = exemplars_on_page(&get_as(service.address, "/metrics", OPEN_METRICS).1);
    assert_eq!(stored_exemplars(prometheus), exemplars);
    (page, exemplars)
}

#[test]
fn promtool_is_content_with_the_page() {
    let service = Service::start(&[]);
    let (_, page) = service.get("/metrics");
    let output = promtool(&["check", "metrics"], &page);
    let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.trim().is_empty(), "{said}");
}
