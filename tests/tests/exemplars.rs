//! Which calls stand for others. The recorder and the subscriber are the process's own, so each test is a program.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::thread::sleep;
use std::time::Duration;

use attuned_telemetry_rt::export::prometheus::{Format, PrometheusExporter};
use attuned_telemetry_rt::init::TraceIds;
use attuned_telemetry_rt::{TraceContext, observed};
use tracing_subscriber::layer::SubscriberExt as _;

/// Has no span of its own, so that its calls have a trace only inside of another.
#[observed(scope = "shop", op = "buy", span = false)]
fn buy(goods: bool) -> Result<(), std::fmt::Error> {
    if goods { Ok(()) } else { Err(std::fmt::Error) }
}

/// Calls in a trace of their own, whose id is given back.
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

/// The traces on the lines of a metric.
fn traces(exporter: &PrometheusExporter, metric: &str) -> Vec<String> {
    let page = String::from_utf8(exporter.page(Format::OpenMetrics).flatten().collect()).unwrap();
    let of_metric = page.lines().filter(|line| line.starts_with(metric));
    let trace = |line: &str| Some(line.split_once("# {trace_id=\"")?.1.split_once('"')?.0.to_owned());
    of_metric.filter_map(trace).collect()
}

#[test]
fn a_call_with_a_trace_stands_for_those_without_one() {
    let exporter = start();
    for _ in 0..10_000 {
        buy(true).unwrap();
    }
    assert_eq!(traces(&exporter, "shop_duration_seconds_bucket"), [""; 0]);
    // Nobody looks for a trace at every call; the calls without one took no turn of a second.
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
fn an_exemplar_stays_for_a_second() {
    let exporter = start();
    let first = traced(|| buy(false).unwrap_err_and_nothing());
    let second = traced(|| buy(false).unwrap_err_and_nothing());
    assert_eq!(traces(&exporter, "shop_errors_total"), [first]);
    sleep(Duration::from_millis(1_100));
    let third = traced(|| buy(false).unwrap_err_and_nothing());
    assert_eq!(traces(&exporter, "shop_errors_total"), [third]);
    assert!(!second.is_empty());
}

/// An error, of which nothing is wanted.
trait Refused {
    fn unwrap_err_and_nothing(self);
}

impl Refused for Result<(), std::fmt::Error> {
    fn unwrap_err_and_nothing(self) {
        self.unwrap_err();
    }
}
