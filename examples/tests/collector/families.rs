//! The metrics in OTLP are those on the page.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::SystemTime;

use crate::points::{Points, added_up, of_service};
use crate::receiver::{PATIENCE, Receiver, SPANS, items};
use crate::run::{Protocol, Run, Through};
use crate::series::{Key, Page, key};
use crate::service::Service;
use crate::service::prometheus::within;

const REQUESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/requests.jsonl");

/// The metrics of the export itself change with each export.
const OF_EXPORT: &str = "attuned_telemetry_";

/// How often a page and an export are compared before their families must be the same: an export adds metrics.
const ATTEMPTS: usize = 20;

#[test]
fn otlp_families_equal_prometheus_families() {
    let run = Run::start(Protocol::HttpProtobuf, Through::Collector, Some(Path::new(REQUESTS)));
    compare(&run);
}

#[test]
fn otlp_families_equal_prometheus_families_over_grpc() {
    let run = Run::start(Protocol::Grpc, Through::Collector, Some(Path::new(REQUESTS)));
    compare(&run);
}

#[test]
fn deltas_add_up_to_the_prometheus_page() {
    let delta = [("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "delta")];
    let run = Run::start_with(Protocol::Grpc, Through::Collector, Some(Path::new(REQUESTS)), &delta);
    let mut expected = page(&run.store).series;
    expected.retain(|(name, _), value| {
        let is_count = ["_total", "_bucket", "_count"].iter().any(|suffix| name.ends_with(suffix));
        is_count && *value > 0.0 && !name.starts_with(OF_EXPORT)
    });
    assert!(expected.len() > 50, "{expected:?}");
    run.receiver.wait_for("the sum of all differences", |requests| {
        let sums = added_up(requests, "state-store");
        let is_of_page = |((name, _), value): &(&Key, &f64)| !name.starts_with(OF_EXPORT) && **value > 0.0;
        sums.iter().filter(is_of_page).eq(expected.iter()).then_some(())
    });
}

/// The numbers of the delivery are true.
#[test]
fn every_span_of_the_replay_arrives_or_is_counted() {
    let run = Run::start(Protocol::HttpProtobuf, Through::Nothing, Some(Path::new(REQUESTS)));
    let of_spans = |series: &str| {
        let name = format!("attuned_telemetry_delivery_{series}signal=\"traces\"}}");
        page(&run.store).series[&key(&name)]
    };
    let outcome = |outcome| of_spans(&format!("items_total{{backend=\"opentelemetry\",outcome=\"{outcome}\","));
    let is_at_rest = || of_spans("in_flight_items{backend=\"opentelemetry\",") == 0.0;
    assert!(within(PATIENCE, is_at_rest), "spans are in flight");
    let accepted = of_spans("accepted_items_total{backend=\"opentelemetry\",");
    let lost: f64 = ["rejected", "failed", "dropped"].map(outcome).iter().sum();
    assert_eq!(accepted, outcome("delivered") + lost);
    // Each of the 3,000 requests has at least the span of the server.
    assert!(accepted >= 3_000.0, "{accepted}");
    let delivered = outcome("delivered");
    let received = run.receiver.wait_for("the delivered spans", |requests| {
        let spans: Vec<_> = items(requests, SPANS).map(|span| span.value["spanId"].to_string()).collect();
        (f64::from(u32::try_from(spans.len()).unwrap()) >= delivered).then_some(spans)
    });
    assert_eq!(received.iter().collect::<BTreeSet<_>>().len(), received.len(), "a span has arrived twice");
    assert_eq!(f64::from(u32::try_from(received.len()).unwrap()), delivered);
}

/// Compares families, values and exemplars of an export with the page.
pub fn compare(Run { store, receiver, .. }: &Run) {
    for attempt in 1.. {
        let before = page(store);
        let exported = next_collection(receiver);
        let after = page(store);
        if !(is_alike(&before, &after) && is_alike(&exported.page, &after)) && attempt < ATTEMPTS {
            continue;
        }
        assert_eq!(exported.page.families, after.families);
        compare_series(&before, &exported.page, &after);
        return compare_exemplars(store, &exported);
    }
}

/// Whether two pages have the same metrics and series.
fn is_alike(one: &Page, other: &Page) -> bool {
    one.families == other.families && one.series.keys().eq(other.series.keys())
}

fn page(store: &Service) -> Page {
    Page::parse(&store.page("text/plain"))
}

/// Returns the metrics of a collection that starts from now on.
fn next_collection(receiver: &Receiver) -> Points {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_nanos();
    receiver.wait_for("a collection of metrics", |requests| {
        let points = of_service(requests, "state-store");
        (!points.page.series.is_empty() && u128::from(points.oldest) >= now).then_some(points)
    })
}

/// An exported value is one between those of two pages. Values of annotated code are at rest.
fn compare_series(before: &Page, exported: &Page, after: &Page) {
    assert!(before.series.len() > 100, "the page has only {} series", before.series.len());
    let names = |page: &Page| page.series.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(exported), names(after));
    for (series, value) in &exported.series {
        // A series may be new since the first page.
        let [Some(first), Some(last)] = [before, after].map(|page| page.series.get(series)) else { continue };
        if first == last || !series.0.starts_with(OF_EXPORT) {
            assert_eq!([value; 2], [first, last], "{series:?}");
        } else if !series.0.ends_with("_items") && !series.0.ends_with("_bytes") {
            assert!(first <= value && value <= last, "{series:?}: {first}, {value}, {last}");
        }
    }
}

const OPEN_METRICS: &str = "application/openmetrics-text;version=1.0.0";

fn compare_exemplars(store: &Service, exported: &Points) {
    let page = store.page(OPEN_METRICS);
    let lines = page.lines().filter_map(|line| line.split_once(" # {trace_id=\""));
    let mut compared = 0;
    for (sample, shown) in lines {
        let series: Key = key(sample.rsplit_once(' ').unwrap().0);
        let exemplar = exported.exemplars.get(&series).unwrap_or_else(|| panic!("no exemplar of {series:?}"));
        let ids = format!("{}\",span_id=\"{}\"}} ", exemplar.trace, exemplar.span);
        let value = shown.strip_prefix(&ids).unwrap_or_else(|| panic!("{series:?} has {exemplar:?}, not {shown}"));
        assert_eq!(value.split(' ').next().unwrap().parse::<f64>().unwrap(), exemplar.value, "{series:?}");
        compared += 1;
    }
    assert!(compared > 0, "the page has no exemplars");
    assert_eq!(compared, exported.exemplars.len(), "exemplars that are not on the page: {:?}", exported.exemplars);
}
