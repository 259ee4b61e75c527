//! The headers of requests that this process sends.

use attuned_telemetry_rt::propagation::{CarriedContext, Propagators};
use attuned_telemetry_rt::{SpanId, TraceContext, TraceId, observed};
use http::HeaderMap;

use super::{CALLER, TRACE_ID, call, extracted, headers, parent_of, sent, text};

#[test]
fn without_a_context_nothing_is_injected() {
    let before = headers(&[("accept", "text/plain"), ("tracestate", "foo=1"), ("baggage", "a=1")]);
    let mut headers = before.clone();
    Propagators::default().inject(&mut headers, "stock.internal");
    assert_eq!(headers, before);
}

/// No propagator, subscriber or recorder is installed.
#[test]
fn propagates_without_any_global_set_up() {
    let (call, sent) = extracted(&[("traceparent", CALLER)]).in_scope(call);
    assert_eq!(call.trace_id.to_string(), TRACE_ID);
    assert_eq!(text(&sent, "traceparent"), Some(parent_of(call, "01").as_str()));
    assert_eq!(sent.len(), 1);
}

#[test]
fn a_trace_of_this_process_has_the_random_flag() {
    let _wanted = Propagators::default();
    let (call, sent) = call();
    assert_eq!(text(&sent, "traceparent"), Some(parent_of(call, "03").as_str()));
}

#[test]
fn unsampled_propagates_flag_00() {
    for (flags, expected) in [("00", "00"), ("02", "02")] {
        let parent = format!("00-{TRACE_ID}-1234567890123456-{flags}");
        let (call, sent) = extracted(&[("traceparent", parent)]).in_scope(call);
        assert!(!call.is_sampled);
        assert_eq!(text(&sent, "traceparent"), Some(parent_of(call, expected).as_str()));
    }
}

#[test]
fn headers_of_another_trace_are_replaced() {
    let mut headers = headers(&[("traceparent", CALLER), ("traceparent", CALLER), ("tracestate", "old=1")]);
    let parent = "00-00000000000000000000000000000007-0000000000000008-01";
    extracted(&[("traceparent", parent)]).in_scope(|| Propagators::default().inject(&mut headers, ""));
    assert_eq!((text(&headers, "traceparent"), text(&headers, "tracestate")), (Some(parent), None));
}

#[observed]
fn outer() -> (TraceContext, TraceContext, HeaderMap) {
    let (inner, sent) = call();
    (TraceContext::current().unwrap(), inner, sent)
}

#[test]
fn the_innermost_call_is_the_parent_of_a_request() {
    let (outer, inner, sent) = extracted(&[("traceparent", CALLER)]).in_scope(outer);
    assert_ne!(outer.span_id, inner.span_id);
    assert_eq!(text(&sent, "traceparent"), Some(parent_of(inner, "01").as_str()));
}

#[test]
fn a_context_of_another_source_is_handed_on_without_the_random_flag() {
    let context = TraceContext::new(TraceId::new(7).unwrap(), SpanId::new(8).unwrap());
    CarriedContext::from(context).in_scope(|| {
        let expected = "00-00000000000000000000000000000007-0000000000000008-01";
        assert_eq!(text(&sent(), "traceparent"), Some(expected));
    });
}
