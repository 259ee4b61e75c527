//! Each call has its own trace context.

use std::sync::Arc;

use attuned_telemetry_rt::init::{TelemetryBuilder, TracingConfig};
use attuned_telemetry_rt::{MemorySink, TraceContext, audited, observed, with_local_audit_sink};

use super::context;

#[observed]
#[audited(event = StateDeleted, user_id = user)]
fn forget(user: &str) -> TraceContext {
    context()
}

/// Calls an audited function with this log level, and returns whether the record has the ids of the call.
fn record_has_trace(level: &str) -> bool {
    let config = TracingConfig { level: level.to_owned(), ..TracingConfig::default() };
    let sink = Arc::new(MemorySink::new());
    let guard = TelemetryBuilder::new().with_tracing(config).with_audit(sink.clone()).init().unwrap();
    let TraceContext { trace_id, span_id, .. } = forget("ada");
    guard.flush();
    let record = &sink.events()[0];
    (record.trace_id, record.span_id) == (Some(trace_id), Some(span_id))
}

#[test]
fn a_record_has_a_trace_when_the_log_level_disables_the_span() {
    assert!(record_has_trace("warn"));
}

#[test]
fn a_record_has_a_trace_when_all_logs_are_off() {
    assert!(record_has_trace("off"));
}

#[test]
fn a_record_has_the_trace_of_its_call_without_any_subscriber() {
    let sink = Arc::new(MemorySink::new());
    let contexts = with_local_audit_sink(sink.clone(), || [forget("ada"), forget("bob")]);
    for (record, context) in sink.events().iter().zip(contexts) {
        assert_eq!((record.trace_id, record.span_id), (Some(context.trace_id), Some(context.span_id)));
    }
    assert_ne!(contexts[0].trace_id, contexts[1].trace_id, "a call without a parent starts a trace");
}

#[observed]
fn outer() -> [TraceContext; 4] {
    // The inner call reads its ids first, and must still belong to the trace of this call.
    let inner = inner();
    [context(), inner, self::inner(), context()]
}

#[observed]
fn inner() -> TraceContext {
    context()
}

#[test]
fn a_nested_call_belongs_to_the_trace_of_the_outer_call() {
    let [before, first, second, after] = with_local_audit_sink(MemorySink::new(), outer);
    assert_eq!(before, after);
    assert_eq!([first.trace_id, second.trace_id], [before.trace_id; 2]);
    assert!(first.span_id != second.span_id && first.span_id != before.span_id);
    assert_eq!(TraceContext::current(), None, "the calls have ended");
}

#[observed]
fn panics() {
    context();
    panic!("on purpose");
}

#[observed]
fn catches() -> [TraceContext; 2] {
    let before = context();
    std::panic::catch_unwind(panics).unwrap_err();
    [before, context()]
}

#[test]
fn a_call_that_panics_restores_the_context() {
    let [before, after] = with_local_audit_sink(MemorySink::new(), catches);
    assert_eq!(before, after);
    assert_eq!(TraceContext::current(), None);
}

#[observed]
fn unread() -> Option<TraceContext> {
    TraceContext::current()
}

#[test]
fn a_call_has_no_context_unless_the_process_reads_ids() {
    assert_eq!(unread(), None);
    with_local_audit_sink(MemorySink::new(), || assert!(unread().is_some()));
}

#[observed(span = false)]
fn without_a_span() -> Option<TraceContext> {
    TraceContext::current()
}

#[observed]
fn around_one_without_a_span() -> [Option<TraceContext>; 2] {
    [TraceContext::current(), without_a_span()]
}

#[test]
fn a_call_without_a_span_has_the_context_of_the_enclosing_call() {
    with_local_audit_sink(MemorySink::new(), || {
        assert_eq!(without_a_span(), None);
        let [around, within] = around_one_without_a_span();
        assert!(around.is_some() && around == within);
    });
}

#[test]
fn ids_are_random_and_unique() {
    with_local_audit_sink(MemorySink::new(), || {
        let contexts: Vec<_> = (0..1_000).map(|_| inner()).collect();
        let traces: std::collections::HashSet<_> = contexts.iter().map(|context| context.trace_id).collect();
        let spans: std::collections::HashSet<_> = contexts.iter().map(|context| context.span_id).collect();
        assert_eq!((traces.len(), spans.len()), (1_000, 1_000));
    });
}
