//! The spans of the client and of the store are one trace.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;

use crate::families::compare;
use crate::points::of_service;
use crate::receiver::{Item, SPANS, attribute, integer, items, list};
use crate::run::{Protocol, Run, Through};

/// Each span with its service, name, kind and scope, and with its status and `error.type`, if it has them. The parts of an
/// HTTP request have scopes of their own.
const TREE: &str = "\
state-client attuned.client.visit INTERNAL attuned.client
  state-client attuned.client.get INTERNAL attuned.client ERROR _OTHER
    state-client GET CLIENT attuned_telemetry_rt ERROR 404
      state-store GET /state/{user} SERVER attuned_telemetry_rt
        state-store attuned.http.get_state INTERNAL attuned.http ERROR _OTHER
          state-store attuned.store.get INTERNAL attuned.store ERROR not_found
  state-client attuned.client.put INTERNAL attuned.client
    state-client PUT CLIENT attuned_telemetry_rt
      state-store PUT /state/{user} SERVER attuned_telemetry_rt
        state-store attuned.http.put_state INTERNAL attuned.http
          state-store attuned.store.upsert INTERNAL attuned.store
  state-client attuned.client.get INTERNAL attuned.client
    state-client GET CLIENT attuned_telemetry_rt
      state-store GET /state/{user} SERVER attuned_telemetry_rt
        state-store attuned.http.get_state INTERNAL attuned.http
          state-store attuned.store.get INTERNAL attuned.store
";

/// Where log records are in a request.
const RECORDS: [&str; 3] = ["resourceLogs", "scopeLogs", "logRecords"];

#[test]
fn everything_arrives_through_a_collector_over_http() {
    everything_arrives(Protocol::HttpProtobuf, Through::Collector);
}

#[test]
fn everything_arrives_through_a_collector_over_grpc() {
    everything_arrives(Protocol::Grpc, Through::Collector);
}

#[test]
fn everything_arrives_directly_over_http() {
    everything_arrives(Protocol::HttpProtobuf, Through::Nothing);
}

/// This version of the collector loses all histograms in JSON, whoever sends them.
#[test]
fn everything_arrives_directly_as_json() {
    everything_arrives(Protocol::HttpJson, Through::Nothing);
}

#[test]
fn everything_arrives_directly_over_grpc() {
    everything_arrives(Protocol::Grpc, Through::Nothing);
}

fn everything_arrives(protocol: Protocol, through: Through) {
    let run = Run::start(protocol, through, None);
    let trace = run.visit();
    let spans = TREE.lines().count();
    let requests = run.receiver.wait_for("the trace and its log record", |requests| {
        let has_trace = of_trace(requests, SPANS, &trace).count() >= spans;
        let has_record = of_trace(requests, RECORDS, &trace).count() >= 1;
        let is_complete = has_trace && has_record && has_metrics(requests, "state-store", "upsert");
        (is_complete && has_metrics(requests, "state-client", "visit")).then(|| requests.to_vec())
    });
    if through == Through::Nothing {
        let transports: BTreeSet<_> = requests.iter().map(|request| request["transport"].as_str().unwrap()).collect();
        assert_eq!(transports, BTreeSet::from([protocol.name()]));
    }
    check_tree(&requests, &trace);
    check_record(&requests, &trace);
    check_resources(&requests);
    check_client_metrics(&requests, &trace);
    compare(&run);
    check_exemplar(&run, &trace);
}

/// Whether the metrics of a service have a call of this operation.
fn has_metrics(requests: &[Value], service: &str, operation: &str) -> bool {
    let points = of_service(requests, service);
    let mut series = points.page.series.iter().filter(|((name, _), _)| name.ends_with("_operations_total"));
    series.any(|((_, labels), value)| labels.get("operation").is_some_and(|label| label == operation) && *value > 0.0)
}

fn of_trace<'requests>(
    requests: &'requests [Value],
    what: [&'static str; 3],
    trace: &str,
) -> impl Iterator<Item = Item<'requests>> {
    items(requests, what).filter(move |item| item.value["traceId"] == trace)
}

fn check_tree(requests: &[Value], trace: &str) {
    let all: Vec<_> = items(requests, SPANS).collect();
    assert!(all.iter().all(|span| span.value["traceId"] == trace), "a span of another trace: {all:?}", all = all.len());
    let mut children: BTreeMap<&str, Vec<Item<'_>>> = BTreeMap::new();
    for span in &all {
        children.entry(text(&span.value["parentSpanId"])).or_default().push(*span);
    }
    for spans in children.values_mut() {
        spans.sort_by_key(|span| integer(&span.value["startTimeUnixNano"]));
    }
    let mut tree = String::new();
    show(&children, "", 0, &mut tree);
    assert_eq!(tree, TREE);
    assert_eq!(all.len(), TREE.lines().count(), "spans without their parent");
}

/// Adds a line for each span below `parent`.
fn show(children: &BTreeMap<&str, Vec<Item<'_>>>, parent: &str, depth: usize, tree: &mut String) {
    for Item { resource, scope, value: span } in children.get(parent).into_iter().flatten() {
        let short = |value: &Value, prefix: &str| text(value).trim_start_matches(prefix).to_owned();
        let service = attribute(resource, "service.name").unwrap();
        let (name, kind, scope) = (text(&span["name"]), short(&span["kind"], "SPAN_KIND_"), text(&scope["name"]));
        write!(tree, "{:1$}{service} {name} {kind} {scope}", "", depth * 2).unwrap();
        match text(&span["status"]["code"]) {
            "" => {}
            code => write!(tree, " {}", code.trim_start_matches("STATUS_CODE_")).unwrap(),
        }
        if let Some(error) = attribute(span, "error.type") {
            write!(tree, " {error}").unwrap();
        }
        tree.push('\n');
        check_span(span);
        show(children, text(&span["spanId"]), depth + 1, tree);
    }
}

fn check_span(span: &Value) {
    assert!(integer(&span["startTimeUnixNano"]) < integer(&span["endTimeUnixNano"]), "{span}");
    let flags = span["flags"].as_u64().unwrap();
    // Only the server's parent is in another process.
    let is_remote = text(&span["kind"]) == "SPAN_KIND_SERVER";
    assert_eq!(flags & 0x301, 0x101 | u64::from(is_remote) << 9, "{span}");
    // The code of a response is a number.
    if text(&span["kind"]) != "SPAN_KIND_INTERNAL" {
        let code = list(&span["attributes"])
            .find(|attribute| attribute["key"] == "http.response.status_code")
            .unwrap_or_else(|| panic!("{span}"));
        assert!(integer(&code["value"]["intValue"]) >= 200, "{span}");
    }
}

/// The call that takes longer than 250 ms is logged within its span.
fn check_record(requests: &[Value], trace: &str) {
    let records: Vec<_> = of_trace(requests, RECORDS, trace).collect();
    let [Item { resource, value: record, .. }] = records[..] else { panic!("{} records", records.len()) };
    assert_eq!(attribute(resource, "service.name"), Some("state-store"));
    assert_eq!((text(&record["severityNumber"]), text(&record["severityText"])), ("SEVERITY_NUMBER_WARN", "WARN"));
    assert_eq!(record["body"]["stringValue"], "slow call", "{record}");
    let mut spans = of_trace(requests, SPANS, trace);
    let slow = spans.find(|span| span.value["name"] == "attuned.store.upsert").unwrap().value;
    assert_eq!(record["spanId"], slow["spanId"], "{record}");
    assert_eq!(record["flags"], 1, "{record}");
    let time = integer(&record["timeUnixNano"]);
    assert!(integer(&slow["startTimeUnixNano"]) < time && integer(&record["observedTimeUnixNano"]) >= time, "{record}");
}

/// Each process has an identity, which is the same in all its signals.
fn check_resources(requests: &[Value]) {
    let mut instances: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut signals: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for [resources, scopes, leaves] in [SPANS, RECORDS, ["resourceMetrics", "scopeMetrics", "metrics"]] {
        for Item { resource, .. } in items(requests, [resources, scopes, leaves]) {
            let value = |key| attribute(resource, key).unwrap_or_else(|| panic!("{key} in {resource}"));
            let service = value("service.name");
            instances.entry(service).or_default().insert(value("service.instance.id"));
            signals.entry(service).or_default().insert(resources);
            assert_eq!(value("service.version"), env!("CARGO_PKG_VERSION"));
            assert_eq!(value("deployment.environment.name"), "test");
            assert_eq!((value("telemetry.sdk.name"), value("telemetry.sdk.language")), ("attuned-telemetry", "rust"));
        }
    }
    assert_eq!(instances.keys().copied().collect::<Vec<_>>(), ["state-client", "state-store"]);
    assert!(instances.values().all(|ids| ids.len() == 1), "{instances:?}");
    assert_ne!(instances["state-client"], instances["state-store"]);
    assert_eq!(signals["state-store"].len(), 3, "{signals:?}");
}

/// The client exits at once. What it has measured arrives nevertheless.
fn check_client_metrics(requests: &[Value], trace: &str) {
    let points = of_service(requests, "state-client");
    let of = |name: &str, label: &str, value: &str| {
        let matching =
            points.page.series.iter().filter(|((series, labels), _)| {
                series == name && labels.get(label).is_some_and(|found| found == value)
            });
        matching.map(|(_, value)| value).sum::<f64>()
    };
    let page = &points.page;
    assert_eq!(of("attuned_client_operations_total", "operation", "get"), 2.0, "{page:?}");
    assert_eq!(of("attuned_client_operations_total", "operation", "visit"), 1.0, "{page:?}");
    assert_eq!(of("http_client_request_duration_seconds_count", "http_request_method", "GET"), 2.0, "{page:?}");
    assert!(points.exemplars.values().any(|exemplar| exemplar.trace == trace), "{:?}", points.exemplars);
}

/// The exemplar of a duration leads to the span that took so long.
fn check_exemplar(run: &Run, trace: &str) {
    let requests = run.receiver.requests();
    let mut spans = of_trace(&requests, SPANS, trace);
    let slow = spans.find(|span| span.value["name"] == "attuned.store.upsert").unwrap().value;
    let points = of_service(&requests, "state-store");
    let mut exemplars = points.exemplars.iter().filter(|((name, labels), _)| {
        name == "attuned_store_duration_seconds_bucket"
            && labels.get("operation").is_some_and(|label| label == "upsert")
    });
    let (_, exemplar) = exemplars.next().unwrap_or_else(|| panic!("{:?}", points.exemplars));
    assert_eq!((exemplar.trace.as_str(), exemplar.span.as_str()), (trace, text(&slow["spanId"])));
    assert!(exemplar.value > 0.25, "{exemplar:?}");
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
