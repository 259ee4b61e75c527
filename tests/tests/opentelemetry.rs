//! Trace ids of OpenTelemetry, if it is active.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::cell::RefCell;

use attuned_telemetry_rt::export::prometheus::{Format, PrometheusExporter};
use attuned_telemetry_rt::{TraceContext, observed};
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider};
use tracing_subscriber::layer::SubscriberExt as _;

thread_local! {
    static SEEN: RefCell<Option<TraceContext>> = const { RefCell::new(None) };
}

/// Returns the OpenTelemetry trace of its body.
#[observed(scope = "shop", op = "buy")]
fn buy(goods: bool) -> Result<(), std::fmt::Error> {
    let trace = opentelemetry::trace::get_active_span(|span| span.span_context().trace_id().to_string());
    let ours = TraceContext::current();
    assert_eq!(ours.map(|context| context.trace_id.to_string()), Some(trace));
    SEEN.set(ours);
    if goods { Ok(()) } else { Err(std::fmt::Error) }
}

/// The page after calls in OpenTelemetry traces.
fn page_of(sampler: Sampler, calls: impl FnOnce()) -> String {
    let exporter = PrometheusExporter::new();
    exporter.install().unwrap();
    let provider = SdkTracerProvider::builder().with_sampler(sampler).build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("shop"));
    tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), calls);
    String::from_utf8(exporter.page(Format::OpenMetrics).flatten().collect()).unwrap()
}

fn seen() -> String {
    SEEN.take().unwrap().trace_id.to_string()
}

#[test]
fn exemplars_have_the_ids_of_opentelemetry() {
    let mut traces = (String::new(), String::new());
    let page = page_of(Sampler::AlwaysOn, || {
        buy(true).unwrap();
        traces.0 = seen();
        buy(false).unwrap_err();
        traces.1 = seen();
    });
    let line = |beginning: &str, trace: &str| {
        page.lines().any(|line| line.starts_with(beginning) && line.contains(&format!("# {{trace_id=\"{trace}\"")))
    };
    assert!(line("shop_duration_seconds_bucket{", &traces.0), "{page}");
    assert!(line("shop_errors_total{", &traces.1), "{page}");
}

/// OpenMetrics forbids exemplars on other types.
#[test]
fn metrics_that_openmetrics_does_not_treat_as_counters_have_no_exemplars() {
    let page = page_of(Sampler::AlwaysOn, || {
        buy(false).unwrap_err();
        metrics::gauge!("shop_errors").set(1.0);
    });
    let is_unknown = page.contains("# TYPE shop_errors_total unknown\n");
    let errors: Vec<_> = page.lines().filter(|line| line.starts_with("shop_errors_total{")).collect();
    assert!(is_unknown && !errors.is_empty() && errors.iter().all(|line| !line.contains('#')), "{page}");
}

#[test]
fn a_trace_that_is_not_sampled_has_no_exemplar() {
    let page = page_of(Sampler::AlwaysOff, || {
        buy(true).unwrap();
        buy(false).unwrap_err();
    });
    assert!(page.contains("shop_operations_total{operation=\"buy\",status=\"success\"} 1"), "{page}");
    assert!(!page.contains("trace_id"), "{page}");
}
