//! With the feature `opentelemetry`, OpenTelemetry's active span takes precedence.

use std::str::FromStr as _;

use attuned_telemetry_rt::TraceContext;
use opentelemetry::trace::{
    SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState, Tracer as _, TracerProvider as _,
};
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider};
use tracing_subscriber::layer::SubscriberExt as _;

use super::{CALLER, TRACE_ID, call, extracted, parent_of, sent, text};

/// Runs `scope` in a span of OpenTelemetry's SDK, below a remote parent.
fn in_span<R>(sampler: Sampler, parent: SpanContext, scope: impl FnOnce(String) -> R) -> R {
    let provider = SdkTracerProvider::builder().with_sampler(sampler).build();
    let parent = opentelemetry::Context::new().with_remote_span_context(parent);
    let span = provider.tracer("shop").start_with_context("buy", &parent);
    let context = opentelemetry::Context::new().with_span(span);
    let ids = context.span().span_context().clone();
    let _attached = context.attach();
    scope(format!("00-{}-{}-{:02x}", ids.trace_id(), ids.span_id(), ids.trace_flags().to_u8()))
}

fn remote(state: &str) -> SpanContext {
    let state = TraceState::from_str(state).unwrap();
    let trace = TraceId::from_hex("12345678901234567890123456789012").unwrap();
    SpanContext::new(trace, SpanId::from_hex("1234567890123456").unwrap(), TraceFlags::SAMPLED, true, state)
}

#[test]
fn the_active_span_is_the_parent_of_a_request() {
    for sampler in [Sampler::AlwaysOn, Sampler::AlwaysOff] {
        in_span(sampler, SpanContext::empty_context(), |parent| {
            assert_eq!(text(&sent(), "traceparent"), Some(parent.as_str()));
            assert_eq!(text(&sent(), "tracestate"), None);
            // Another trace of ours that is running does not matter.
            let other = "00-00000000000000000000000000000007-0000000000000008-00";
            extracted(&[("traceparent", other), ("tracestate", "foo=1")]).in_scope(|| {
                assert_eq!(text(&sent(), "traceparent"), Some(parent.as_str()));
                assert_eq!(text(&sent(), "tracestate"), None);
            });
        });
    }
}

#[test]
fn the_tracestate_of_the_active_span_is_handed_on() {
    in_span(Sampler::AlwaysOn, remote("sdk=1"), |parent| {
        assert_eq!((text(&sent(), "traceparent"), text(&sent(), "tracestate")), (Some(parent.as_str()), Some("sdk=1")));
        extracted(&[("traceparent", CALLER), ("tracestate", "foo=1")]).in_scope(|| {
            assert_eq!(text(&sent(), "tracestate"), Some("sdk=1"), "the SDK may have changed it");
        });
    });
}

#[test]
fn what_was_received_with_the_trace_of_the_active_span_is_handed_on() {
    let caller = CALLER.replace("-01", "-03");
    extracted(&[("traceparent", caller.as_str()), ("tracestate", "foo=1")]).in_scope(|| {
        in_span(Sampler::AlwaysOn, remote(""), |_| {
            let parent = text(&sent(), "traceparent").unwrap().to_owned();
            assert!(parent.ends_with("-03"), "{parent}");
            assert_eq!(text(&sent(), "tracestate"), Some("foo=1"));
            assert_eq!(TraceContext::current().unwrap().trace_id.to_string(), TRACE_ID);
        });
    });
}

/// Without an SDK, calls are the innermost, even though the caller is OpenTelemetry's current context.
#[test]
fn a_context_that_is_entered_does_not_hide_the_calls_in_it() {
    extracted(&[("traceparent", CALLER)]).in_scope(|| {
        assert!(opentelemetry::Context::current().span().span_context().is_remote());
        let (call, sent) = call();
        assert_ne!(call.span_id.to_string(), "1234567890123456");
        assert_eq!(text(&sent, "traceparent"), Some(parent_of(call, "01").as_str()));
    });
    assert!(!opentelemetry::Context::current().has_active_span());
}

#[test]
fn spans_of_the_sdk_continue_the_trace_of_the_caller() {
    let provider = SdkTracerProvider::builder().build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("shop"));
    let subscriber = tracing_subscriber::registry().with(layer);
    let context = extracted(&[("traceparent", CALLER), ("tracestate", "foo=1"), ("baggage", "tenant=acme")]);
    tracing::subscriber::with_default(subscriber, || {
        context.in_scope(|| {
            tracing::info_span!("buy").in_scope(assert_is_parent_of_requests);
            annotated();
        });
    });
}

#[attuned_telemetry_rt::observed]
fn annotated() {
    assert_is_parent_of_requests();
}

/// OpenTelemetry's active span is one of the SDK in the trace of the caller, and goes out with a request.
fn assert_is_parent_of_requests() {
    let span = opentelemetry::Context::current().span().span_context().clone();
    assert!(!span.is_remote() && span.trace_id().to_string() == TRACE_ID, "{span:?}");
    let sent = sent();
    let expected = format!("00-{TRACE_ID}-{}-01", span.span_id());
    assert_eq!((text(&sent, "traceparent"), text(&sent, "tracestate")), (Some(expected.as_str()), Some("foo=1")));
}
