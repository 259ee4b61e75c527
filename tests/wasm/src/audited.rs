//! `#[audited]`: a record has ids of its trace, and the date 1970-01-01.

use std::sync::Arc;

use attuned_telemetry_rt::{MemorySink, Outcome, TraceContext, audited, observed, with_local_audit_sink};

use crate::tests;

#[observed(scope = "wasm")]
#[audited(event = StateCreated, user_id = user)]
fn create(user: &str) -> Option<TraceContext> {
    TraceContext::current()
}

tests! {
    fn a_record_has_the_ids_of_its_trace_and_no_date() {
        let sink = Arc::new(MemorySink::new());
        let contexts = with_local_audit_sink(Arc::clone(&sink), || [create("ada"), create("bob")]);
        let events = sink.events();
        for (event, context) in events.iter().zip(contexts) {
            assert_eq!(event.outcome, Outcome::Success);
            assert_eq!(event.timestamp.timestamp_nanos_opt(), Some(0));
            assert_eq!((event.trace_id, event.span_id), context.map(|context| (context.trace_id, context.span_id)).unzip());
        }
        assert_eq!(events.iter().map(|event| event.sequence).collect::<Vec<_>>(), [1, 2]);
        assert!(events[0].trace_id.is_some() && events[0].trace_id != events[1].trace_id);
    }

    fn a_record_without_a_sink_is_lost() {
        assert_eq!(create("ada"), None);
    }
}
