//! A real Prometheus scrapes the program and stores what is on its page.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub, dead_code, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;

mod service;
use service::Service;
use service::prometheus::{Prometheus, promtool, within};

/// What it has stored of the target, by the names that the page has.
fn stored(prometheus: &Prometheus) -> BTreeMap<String, f64> {
    let series = prometheus.query(r#"{job="state-store"}"#);
    let sample = |series: &Value| (name(&series["metric"]), series["value"][1].as_str().unwrap().parse().unwrap());
    let mut stored: BTreeMap<String, f64> = series.iter().map(sample).collect();
    stored.retain(|series, _| !series.starts_with("scrape_") && !series.starts_with("up"));
    stored
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

#[test]
fn what_prometheus_stores_is_what_the_page_says() {
    let service = Service::start(&[]);
    let prometheus = Prometheus::scraping(service.address);
    let page = || -> BTreeMap<String, f64> {
        service.metrics().iter().map(|(series, value)| (name_on_page(series), *value)).collect()
    };
    // The first scrape has the health asked for, which the ones after it find. When a report was made changes with it.
    let is_time = |series: &String| series.starts_with("attuned_telemetry_health_check_timestamp");
    let asked = within(Duration::from_secs(30), || page().keys().any(|series| series.contains("health_status")));
    assert!(asked, "{:#?}", page());
    let mut page = page();
    page.retain(|series, _| !is_time(series));
    let mut found = BTreeMap::new();
    within(Duration::from_secs(30), || {
        found = stored(&prometheus);
        let time = found.iter().filter(|(series, _)| is_time(series)).count();
        found.retain(|series, _| !is_time(series));
        time == 1 && found.len() >= page.len()
    });
    assert!(page.len() > 100, "the page has only {} series", page.len());
    assert_eq!(found, page);
}

#[test]
fn promtool_is_content_with_the_page() {
    let service = Service::start(&[]);
    let (_, page) = service.get("/metrics");
    let output = promtool(&["check", "metrics"], &page);
    let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.trim().is_empty(), "{said}");
}
