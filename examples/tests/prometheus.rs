//! A real Prometheus scrapes the program and stores what is on its page.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub, dead_code, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::io::Write as _;
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use serde_json::Value;

mod service;
use service::{Service, end, get, get_as};

const MISSING: &str = "is needed for this test and cannot be started: run ./ci/test, which installs it";

/// A Prometheus that scrapes one target four times a second, ended when it is dropped.
struct Prometheus {
    process: Child,
    address: SocketAddr,
    _folder: tempfile::TempDir,
}

impl Prometheus {
    fn scraping(target: SocketAddr, features: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("prometheus.yml");
        let job = format!(
            "scrape_configs:\n- job_name: state-store\n  scrape_interval: 250ms\n  scrape_timeout: 250ms\n  \
             static_configs:\n  - targets: ['{target}']\n"
        );
        fs::write(&config, job).unwrap();
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let process = Command::new("prometheus")
            .arg(format!("--config.file={}", config.display()))
            .arg(format!("--storage.tsdb.path={}", folder.path().join("data").display()))
            .arg(format!("--web.listen-address={address}"))
            .arg(format!("--enable-feature={features}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("`prometheus` {MISSING} ({error})"));
        Self { process, address, _folder: folder }
    }

    /// What it has stored of the target, by the names that the page has.
    fn stored(&self) -> BTreeMap<String, f64> {
        let (_, body) = get(self.address, "/api/v1/query?query=%7Bjob%3D%22state-store%22%7D");
        let answer: Value = serde_json::from_str(&body).unwrap_or_default();
        let series = answer["data"]["result"].as_array().cloned().unwrap_or_default();
        series
            .iter()
            .map(|series| (name(&series["metric"]), series["value"][1].as_str().unwrap().parse().unwrap()))
            .collect()
    }

    /// The exemplars that it has stored, as [`exemplars_on_page`] has them.
    fn exemplars(&self) -> BTreeMap<String, (String, f64)> {
        let query = "/api/v1/query_exemplars?query=%7Bjob%3D%22state-store%22%7D&start=0&end=9999999999";
        let (_, body) = get(self.address, query);
        let answer: Value = serde_json::from_str(&body).unwrap();
        let mut exemplars = BTreeMap::new();
        for series in answer["data"].as_array().unwrap_or_else(|| panic!("{answer}")) {
            let last = series["exemplars"].as_array().unwrap().last().unwrap();
            let trace = last["labels"]["trace_id"].as_str().unwrap().to_owned();
            exemplars.insert(name(&series["seriesLabels"]), (trace, last["value"].as_str().unwrap().parse().unwrap()));
        }
        exemplars
    }

    /// What it has stored once it has stored so many series.
    fn stored_at_last(&self, count: usize) -> BTreeMap<String, f64> {
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            let mut stored = if self.is_up() { self.stored() } else { BTreeMap::new() };
            stored.retain(|series, _| !series.starts_with("scrape_") && !series.starts_with("up"));
            if stored.len() >= count || Instant::now() > deadline {
                return stored;
            }
            thread::sleep(Duration::from_millis(100));
        }
    }

    fn is_up(&self) -> bool {
        std::net::TcpStream::connect(self.address).is_ok()
    }
}

impl Drop for Prometheus {
    fn drop(&mut self) {
        end(&mut self.process);
    }
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
    let prometheus = Prometheus::scraping(service.address, "exemplar-storage");
    let page = by_name(&service.metrics_as(OPEN_METRICS));
    assert!(page.len() > 100, "the page has only {} series", page.len());
    assert!(page.keys().any(|series| series.contains("_created{")), "it says when series were made");
    assert_eq!(prometheus.stored_at_last(page.len()), page);
    assert_eq!(prometheus.exemplars(), exemplars_on_page(&get_as(service.address, "/metrics", OPEN_METRICS).1));
}

/// With native histograms, Prometheus asks for protobuf.
#[test]
fn what_prometheus_stores_of_protobuf_is_what_the_page_says() {
    let service = Service::start(&[]);
    let prometheus = Prometheus::scraping(service.address, "exemplar-storage,native-histograms");
    let page = by_name(&service.metrics());
    assert_eq!(prometheus.stored_at_last(page.len()), page);
    assert_eq!(prometheus.exemplars(), exemplars_on_page(&get_as(service.address, "/metrics", OPEN_METRICS).1));
}

#[test]
fn promtool_is_content_with_the_page() {
    let service = Service::start(&[]);
    let (_, page) = service.get("/metrics");
    let mut promtool = Command::new("promtool")
        .args(["check", "metrics"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("`promtool` {MISSING} ({error})"));
    promtool.stdin.take().unwrap().write_all(page.as_bytes()).unwrap();
    let output = promtool.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.trim().is_empty(), "{said}");
}
