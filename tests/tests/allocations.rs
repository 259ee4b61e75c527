//! Allocations of a call without a subscriber: none after the first call.

#![allow(clippy::unwrap_used, clippy::missing_errors_doc, reason = "a test may panic")]

use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::init::TelemetryBuilder;
use attuned_telemetry_rt::{CappedLabels, ErrorType, LabelValue, observed};
use attuned_telemetry_tests::allocations as counting;
use attuned_telemetry_tests::task::{forever, pause};

#[global_allocator]
static ALLOCATOR: counting::Counting = counting::Counting;

/// Number of allocations in a hundred calls, after a first call that initializes.
fn allocations_of(mut call: impl FnMut()) -> usize {
    call();
    let before = counting::allocations();
    for _ in 0..100 {
        call();
    }
    counting::allocations() - before
}

/// Polls a future on the stack at most `polls` times, then drops it.
fn poll_on_the_stack<F: Future>(future: F, polls: usize) -> Option<F::Output> {
    let mut future = pin!(future);
    (0..polls).find_map(|_| match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    })
}

struct Closed;

impl ErrorType for Closed {
    fn error_type(&self) -> &'static str {
        "closed"
    }
}

#[test]
fn allocations_are_counted() {
    assert_eq!(allocations_of(|| drop(black_box(Box::new(1_u8)))), 100);
}

#[test]
fn call_of_a_function_allocates_nothing() {
    #[observed]
    fn plain(number: u64) -> u64 {
        number + 1
    }

    assert_eq!(allocations_of(|| assert_eq!(black_box(plain(1)), 2)), 0);
}

#[test]
fn call_with_every_option_allocates_nothing() {
    #[observed(op = "all", fields(number, text = %text), labels(kind = "memory"), in_flight, level = "debug", ok_if = |sum| *sum > 0)]
    fn all(number: u64, text: &str) -> u64 {
        number + text.len() as u64
    }

    assert_eq!(allocations_of(|| assert_eq!(black_box(all(1, "a")), 2)), 0);
}

#[test]
fn call_of_a_future_allocates_nothing() {
    #[observed(in_flight)]
    async fn later(number: u64) -> Result<u64, Closed> {
        pause().await;
        Ok(number + 1)
    }

    assert_eq!(allocations_of(|| assert!(poll_on_the_stack(later(1), 2).unwrap().is_ok())), 0);
}

#[test]
fn cancelled_call_allocates_nothing() {
    #[observed(in_flight)]
    async fn dropped() {
        forever::<()>().await;
    }

    assert_eq!(allocations_of(|| assert!(poll_on_the_stack(dropped(), 1).is_none())), 0);
}

#[test]
fn call_that_returns_an_error_allocates_nothing() {
    #[observed]
    fn failing() -> Result<(), Closed> {
        Err(Closed)
    }

    assert_eq!(allocations_of(|| assert!(failing().is_err())), 0);
}

#[test]
fn known_capped_strings_do_not_allocate() {
    static TENANTS: CappedLabels<2> = CappedLabels::new();

    let allocated = allocations_of(|| {
        for text in ["ada", "bob", "cleo", "", "__other__"] {
            black_box(TENANTS.label(black_box(text)).as_str());
        }
    });
    assert_eq!(allocated, 0);
}

#[test]
fn handles_of_our_recorder_do_not_allocate() {
    let exporter = PrometheusExporter::new();
    let (hits, level, wait) = metrics::with_local_recorder(&exporter.recorder(), || {
        (metrics::counter!("hits"), metrics::gauge!("level"), metrics::histogram!("wait_seconds"))
    });
    let allocated = allocations_of(|| {
        hits.increment(1);
        hits.absolute(7);
        level.set(1.5);
        level.increment(1.0);
        level.decrement(0.5);
        wait.record(0.25);
        wait.record(f64::NAN);
        wait.record_many(1.0, 3);
    });
    assert_eq!(allocated, 0);
}

/// The macros of `metrics` request a handle for each use, which takes one allocation.
#[test]
fn known_series_are_looked_up_with_one_allocation() {
    let exporter = PrometheusExporter::new();
    let allocated = metrics::with_local_recorder(&exporter.recorder(), || {
        allocations_of(|| metrics::counter!("hits_total", "path" => "/state", "method" => "GET").increment(1))
    });
    assert_eq!(allocated, 100);
    assert!(exporter.render().contains(r#"hits_total{method="GET",path="/state"} 101"#));
}

#[test]
fn series_beyond_the_limit_do_not_allocate() {
    let exporter = PrometheusExporter::new();
    let hits: Vec<_> = metrics::with_local_recorder(&exporter.recorder(), || {
        (0..2_001).map(|user: u32| metrics::counter!("hits", "user" => user.to_string())).collect()
    });
    assert_eq!(allocations_of(|| hits[2_000].increment(1)), 0);
    assert!(exporter.render().contains(r#"hits_total{user="__other__"} 101"#));
}

/// With this crate's recorder as the global recorder, annotated calls use cached series.
#[test]
fn calls_recorded_by_our_recorder_do_not_allocate() {
    static TENANTS: CappedLabels<2> = CappedLabels::new();

    #[observed(op = "counted", labels(tenant = TENANTS.label(tenant)), in_flight, slo(latency = "1s", target = 99.9))]
    fn counted(tenant: &str) -> Result<u64, Closed> {
        if tenant == "bob" { Err(Closed) } else { Ok(1) }
    }

    let exporter = PrometheusExporter::new();
    let _guard = TelemetryBuilder::new().with_metrics(exporter.recorder()).init().unwrap();
    let allocated = allocations_of(|| {
        for tenant in ["ada", "bob", "cleo"] {
            let _ = black_box(counted(tenant));
        }
    });
    assert_eq!(allocated, 0);
    let counted = r#"operation="counted",status="success",tenant="ada"} 101"#;
    assert!(exporter.render().contains(counted), "{}", exporter.render());
}

#[test]
fn calls_of_an_adapter_that_does_nothing_allocate_nothing() {
    use attuned_telemetry_rt::adapters::{LoggingAdapter, MetricsAdapter, MetricsBatch, NoopAdapter};
    use futures_util::FutureExt as _;

    // The optimizer does not know the type.
    let metrics: Box<dyn MetricsAdapter> = black_box(Box::new(NoopAdapter));
    let logs: Box<dyn LoggingAdapter> = black_box(Box::new(NoopAdapter));
    let allocations = allocations_of(|| {
        metrics.record_counter("requests_total", black_box(1), &[("method", "GET")]).now_or_never().unwrap();
        assert!(metrics.export_metrics(&MetricsBatch::new(&[])).now_or_never().unwrap().is_ok());
        assert!(logs.export_logs(&[]).now_or_never().unwrap().is_ok());
        assert!(logs.health_check().now_or_never().unwrap().is_healthy());
    });
    assert_eq!(allocations, 0);
}

#[test]
fn valid_traceparent_allocates_nothing() {
    use attuned_telemetry_rt::propagation::{Propagators, TraceParent};

    let value = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    let propagators = Propagators::default();
    let mut headers = http::HeaderMap::new();
    headers.insert("traceparent", value.parse().unwrap());
    headers.insert("host", "stock.internal".parse().unwrap());
    let allocations = allocations_of(|| {
        assert_eq!(TraceParent::parse(black_box(value)).unwrap().to_bytes(), value.as_bytes());
        let context = propagators.extract(black_box(&headers));
        assert!(context.trace_context().is_some());
    });
    assert_eq!(allocations, 0);
}

/// Texts are shared, and the context of OpenTelemetry is created once.
#[test]
fn entering_a_context_again_allocates_nothing() {
    use attuned_telemetry_rt::propagation::{Baggage, CarriedContext, Propagators};

    let mut headers = http::HeaderMap::new();
    headers.insert("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".parse().unwrap());
    headers.insert("tracestate", "congo=t61rcWkgMzE".parse().unwrap());
    headers.insert("baggage", "tenant=acme".parse().unwrap());
    let context = Propagators::default().extract(&headers);
    let allocations = allocations_of(|| {
        context.in_scope(|| {
            assert_eq!(Baggage::current().get("tenant"), Some("acme"));
            assert_eq!(CarriedContext::current(), context);
        });
    });
    assert_eq!(allocations, 0);

    let future = context.in_future(async { forever::<()>().await });
    let mut future = pin!(future);
    let mut poll = || assert!(future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    poll();
    assert_eq!(allocations_of(poll), 0);
}
