//! The formats B3 and B3 multi, and lists of formats.
//!
//! Source: <https://github.com/openzipkin/b3-propagation>

use attuned_telemetry_rt::propagation::{Propagator, Propagators};
use http::HeaderMap;

use super::{CALLER, TRACE_ID, call, headers, text};

const SPAN: &str = "1234567890123456";

fn propagators(list: &str) -> Propagators {
    list.parse().unwrap()
}

/// The headers that a call sends for a caller, and the ids of the call.
fn sent(list: &str, request: &HeaderMap) -> (HeaderMap, String, String) {
    let propagators = propagators(list);
    let (call, _) = propagators.extract(request).in_scope(call);
    let mut sent = HeaderMap::new();
    propagators.extract(request).in_scope(|| propagators.inject(&mut sent, ""));
    (sent, call.trace_id.to_string(), propagators.extract(request).trace_context().unwrap().span_id.to_string())
}

#[test]
fn b3_is_read_and_written() {
    for (value, decision) in [
        (format!("{TRACE_ID}-{SPAN}-1"), "1"),
        (format!("{TRACE_ID}-{SPAN}-0"), "0"),
        (format!("{TRACE_ID}-{SPAN}-d"), "d"),
        (format!("{TRACE_ID}-{SPAN}"), "1"),
        (format!("{TRACE_ID}-{SPAN}-1-{SPAN}"), "1"),
        (format!(" {TRACE_ID}-{SPAN}-0 "), "0"),
    ] {
        let (sent, trace, span) = sent("b3", &headers(&[("b3", value)]));
        assert_eq!((trace.as_str(), span.as_str()), (TRACE_ID, SPAN));
        assert_eq!(text(&sent, "b3").unwrap(), format!("{TRACE_ID}-{SPAN}-{decision}"));
        assert_eq!(sent.len(), 1);
    }
}

#[test]
fn short_trace_ids_of_b3_are_padded() {
    let (sent, trace, _) = sent("b3", &headers(&[("b3", format!("{SPAN}-{SPAN}-1"))]));
    assert_eq!(trace, format!("0000000000000000{SPAN}"));
    assert_eq!(text(&sent, "b3").unwrap(), format!("0000000000000000{SPAN}-{SPAN}-1"));
}

#[test]
fn invalid_b3_is_ignored() {
    for value in [
        String::new(),
        "0".to_owned(),
        "d".to_owned(),
        TRACE_ID.to_owned(),
        format!("{TRACE_ID}-{SPAN}-x"),
        format!("{TRACE_ID}-{SPAN}-"),
        format!("{TRACE_ID}-{SPAN}-1-"),
        format!("{TRACE_ID}-{SPAN}-1-{SPAN}-1"),
        format!("{TRACE_ID}-{}-1", "0".repeat(16)),
        format!("{}-{SPAN}-1", "0".repeat(32)),
        format!("{TRACE_ID}-{SPAN}1-1"),
        format!("{TRACE_ID}1-{SPAN}-1"),
        format!("{}-{SPAN}-1", "A".repeat(32)),
    ] {
        let context = propagators("b3").extract(&headers(&[("b3", &value)]));
        assert_eq!(context.trace_context(), None, "{value}");
    }
    let twice = headers(&[("b3", format!("{TRACE_ID}-{SPAN}-1")), ("b3", format!("{TRACE_ID}-{SPAN}-1"))]);
    assert_eq!(propagators("b3").extract(&twice).trace_context(), None);
}

#[test]
fn b3multi_is_read_and_written() {
    let ids = [("X-B3-TraceId", TRACE_ID), ("X-B3-SpanId", SPAN), ("X-B3-ParentSpanId", SPAN)];
    for (decision, name, expected) in [
        (("X-B3-Sampled", "1"), "x-b3-sampled", "1"),
        (("X-B3-Sampled", "true"), "x-b3-sampled", "1"),
        (("X-B3-Sampled", "0"), "x-b3-sampled", "0"),
        (("X-B3-Sampled", "false"), "x-b3-sampled", "0"),
        (("X-B3-Flags", "1"), "x-b3-flags", "1"),
        (("X-B3-Flags", "0"), "x-b3-sampled", "1"),
    ] {
        let list: Vec<_> = ids.into_iter().chain([decision]).collect();
        let (sent, trace, _) = sent("b3multi", &headers(&list));
        assert_eq!(trace, TRACE_ID);
        assert_eq!((text(&sent, "x-b3-traceid"), text(&sent, "x-b3-spanid")), (Some(TRACE_ID), Some(SPAN)));
        assert_eq!((text(&sent, name), sent.len()), (Some(expected), 3), "{decision:?}");
    }
    let wrong: Vec<_> = ids.into_iter().chain([("X-B3-Sampled", "maybe")]).collect();
    assert_eq!(propagators("b3multi").extract(&headers(&wrong)).trace_context(), None);
}

/// A service in the middle of a migration gets either format.
#[test]
fn both_formats_of_b3_are_read() {
    let single = headers(&[("b3", format!("{TRACE_ID}-{SPAN}-1"))]);
    let several = headers(&[("x-b3-traceid", TRACE_ID), ("x-b3-spanid", SPAN), ("x-b3-sampled", "1")]);
    for list in ["b3", "b3multi"] {
        for request in [&single, &several] {
            assert!(propagators(list).extract(request).trace_context().is_some());
        }
    }
}

#[test]
fn b3_and_w3c_are_translated() {
    let (sent, ..) = sent("tracecontext,b3,b3multi", &headers(&[("traceparent", CALLER)]));
    assert_eq!(text(&sent, "b3").unwrap(), format!("{TRACE_ID}-{SPAN}-1"));
    assert_eq!(text(&sent, "x-b3-traceid"), Some(TRACE_ID));
    assert_eq!(text(&sent, "traceparent"), Some(CALLER));
}

#[test]
fn of_several_formats_the_last_wins_that_finds_a_trace() {
    let other = format!("{}-{SPAN}-1", "7".repeat(32));
    let request = headers(&[("traceparent", CALLER), ("b3", &other)]);
    let found = |list: &str, request: &HeaderMap| {
        propagators(list).extract(request).trace_context().unwrap().trace_id.to_string()
    };
    assert_eq!(found("tracecontext,b3", &request), "7".repeat(32));
    assert_eq!(found("b3,tracecontext", &request), TRACE_ID);
    assert_eq!(found("b3,tracecontext", &headers(&[("b3", &other)])), "7".repeat(32));
}

#[test]
fn lists_are_read_as_in_the_variable() {
    use Propagator::{B3, B3Multi, Baggage, TraceContext};

    for (list, expected) in [
        ("", &[TraceContext, Baggage][..]),
        (" , ", &[TraceContext, Baggage]),
        ("tracecontext,baggage", &[TraceContext, Baggage]),
        (" TraceContext , b3,tracecontext,,B3", &[TraceContext, B3]),
        ("b3multi,b3", &[B3Multi, B3]),
        ("none", &[]),
        ("None,none", &[]),
    ] {
        assert_eq!(propagators(list).formats(), expected, "{list}");
    }
    assert_eq!(Propagators::default().formats(), [TraceContext, Baggage]);
    assert_eq!(Propagators::new([B3, Baggage, B3]).formats(), [B3, Baggage]);
    assert_eq!(Propagators::default().headers().collect::<Vec<_>>(), ["traceparent", "tracestate", "baggage"]);
}

#[test]
fn an_unknown_format_is_an_error_that_names_the_allowed_ones() {
    let error = |list: &str| list.parse::<Propagators>().unwrap_err().to_string();
    assert_eq!(
        error("tracecontext,jae\nger"),
        "unknown propagator `jae\\nger`: expected `tracecontext`, `baggage`, `b3`, `b3multi` or `none`"
    );
    assert_eq!(
        error("none,b3"),
        "the propagator `none` is in a list with others: expected `none` alone, or a list without it"
    );
    let single = "xray".parse::<Propagator>().unwrap_err().to_string();
    assert!(single.starts_with("unknown propagator `xray`: expected "), "{single}");
}

#[test]
fn none_propagates_nothing() {
    let request = headers(&[("traceparent", CALLER), ("baggage", "a=1")]);
    let none = propagators("none");
    let context = none.extract(&request);
    assert!(context.trace_context().is_none() && context.baggage().is_empty());
    let mut sent = HeaderMap::new();
    Propagators::default().extract(&request).in_scope(|| none.inject(&mut sent, "stock.internal"));
    assert!(sent.is_empty());
}
