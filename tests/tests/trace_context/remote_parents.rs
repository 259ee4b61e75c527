//! Calls continue the trace of a remote parent.

use attuned_telemetry_rt::{SpanId, TraceContext, TraceId, observed};

use super::context;

#[observed]
fn call() -> TraceContext {
    context()
}

fn remote(is_sampled: bool) -> TraceContext {
    TraceContext::new(TraceId::new(0x4bf9_2f35).unwrap(), SpanId::new(0x00f0_67aa).unwrap()).with_sampled(is_sampled)
}

#[test]
fn a_call_continues_the_trace_and_the_sampling_decision_of_a_remote_parent() {
    for is_sampled in [true, false] {
        let parent = remote(is_sampled);
        let call = parent.in_scope(call);
        assert_eq!((call.trace_id, call.is_sampled), (parent.trace_id, is_sampled));
        assert_ne!(call.span_id, parent.span_id);
    }
    assert_eq!(TraceContext::current(), None);
}

#[test]
fn a_remote_parent_applies_only_inside_its_scope() {
    let outside = TraceContext::new(TraceId::new(1).unwrap(), SpanId::new(2).unwrap());
    let (here, within, after) = outside.in_scope(|| (call(), remote(true).in_scope(call), call()));
    assert_eq!([here.trace_id, after.trace_id], [outside.trace_id; 2]);
    assert_eq!(within.trace_id, remote(true).trace_id);
}

#[test]
fn a_scope_that_panics_restores_the_context() {
    std::panic::catch_unwind(|| remote(true).in_scope(|| panic!("on purpose"))).unwrap_err();
    assert_eq!(TraceContext::current(), None);
}
