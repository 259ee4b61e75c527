//! Exemplars. The recorder and the subscriber are global, so each test runs in a separate process.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::thread::sleep;
use std::time::Duration;

use attuned_telemetry_rt::export::prometheus::{Format, PrometheusExporter};
use attuned_telemetry_rt::init::TraceIds;
use attuned_telemetry_rt::{TraceContext, observed};
use tracing_subscriber::layer::SubscriberExt as _;

/// Has no span, so a call has a trace only inside another span.
#[observed(scope = "shop", op = "buy", span = false)]
fn buy(goods: bool) -> Result<(), std::fmt::Error> {
    if goods { Ok(()) } else { Err(std::fmt::Error) }
}

/// Calls the function in a new trace, and returns the trace id.
fn traced(calls: impl FnOnce()) -> String {
    let _entered = tracing::info_span!("request").entered();
    calls();
    TraceContext::current().unwrap().trace_id.to_string()
}

fn start() -> PrometheusExporter {
    let exporter = PrometheusExporter::new();
    exporter.install().unwrap();
    tracing::subscriber::set_global_default(tracing_subscriber::registry().with(TraceIds::new())).unwrap();
    exporter
}

/// Trace ids on the lines of a metric.
fn traces(exporter: &PrometheusExporter, metric: &str) -> Vec<String> {
    let page = String::from_utf8(exporter.page(Format::OpenMetrics).flatten().collect()).unwrap();
    let of_metric = page.lines().filter(|line| line.starts_with(metric));
    let trace = |line: &str| Some(line.split_once("# {trace_id=\"")?.1.split_once('"')?.0.to_owned());
    of_metric.filter_map(trace).collect()
}

#[test]
fn the_exemplar_is_a_call_that_has_a_trace() {
    let exporter = start();
    for _ in 0..10_000 {
        buy(true).unwrap();
    }
    assert_eq!(traces(&exporter, "shop_duration_seconds_bucket"), [""; 0]);
    // At most one exemplar is stored per second. Calls without a trace must not use it up.
    let trace = traced(|| {
        for _ in 0..100 {
            sleep(Duration::from_millis(1));
            buy(true).unwrap();
        }
    });
    let found = traces(&exporter, "shop_duration_seconds_bucket");
    assert!(!found.is_empty() && found.iter().all(|found| *found == trace), "{found:?}");
}

#[test]
fn an_exemplar_is_replaced_after_a_second() {
    let exporter = start();
    let first = traced(|| buy(false).unwrap_err_and_nothing());
    let second = traced(|| buy(false).unwrap_err_and_nothing());
    assert_eq!(traces(&exporter, "shop_errors_total"), [first]);
    sleep(Duration::from_millis(1_100));
    let third = traced(|| buy(false).unwrap_err_and_nothing());
    assert_eq!(traces(&exporter, "shop_errors_total"), [third]);
    assert!(!second.is_empty());
}

/// An error without any trait.
trait Refused {
    fn unwrap_err_and_nothing(self);
}

impl Refused for Result<(), std::fmt::Error> {
    fn unwrap_err_and_nothing(self) {
        self.unwrap_err();
    }
}
