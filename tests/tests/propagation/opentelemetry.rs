//! With the feature `opentelemetry`, OpenTelemetry's active span takes precedence.

use std::str::FromStr as _;

use attuned_telemetry_rt::TraceContext;
use opentelemetry::trace::{
    SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState, Tracer as _, TracerProvider as _,
};
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider};

use super::{CALLER, extracted, sent, text};

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
            assert_eq!(TraceContext::current().unwrap().trace_id.to_string(), super::TRACE_ID);
        });
    });
}
