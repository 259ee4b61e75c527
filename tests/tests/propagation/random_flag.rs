//! The flag of random ids: set for traces that start in this process, and handed on unchanged for others.
//!
//! Source: <https://www.w3.org/TR/trace-context-2/#random-trace-id-flag>

use std::sync::Arc;
use std::thread;

use attuned_telemetry_rt::collect::{Sampling, SpanBatch, SpanCollector, TraceIds};
use attuned_telemetry_rt::propagation::Propagators;
use attuned_telemetry_rt::{SpanId, TraceContext, TraceId};
use attuned_telemetry_tests::task::{Task, pause};
use tracing::{Dispatch, info_span};
use tracing_subscriber::layer::SubscriberExt as _;

use super::{call, sent, text};

/// The flags of a request that is sent now.
fn flags() -> String {
    text(&sent(), "traceparent").unwrap()[53..].to_owned()
}

fn flags_of_a_call() -> String {
    text(&call().1, "traceparent").unwrap()[53..].to_owned()
}

/// A trace from a source that says nothing of its flags.
fn other(is_sampled: bool) -> TraceContext {
    TraceContext::new(TraceId::new(7).unwrap(), SpanId::new(8).unwrap()).with_sampled(is_sampled)
}

#[test]
fn only_calls_of_own_traces_have_the_flag() {
    let _wanted = Propagators::default();
    assert_eq!(flags_of_a_call(), "03");
    assert_eq!(other(true).in_scope(flags), "01");
    assert_eq!(other(true).in_scope(flags_of_a_call), "01");
    assert_eq!(other(false).in_scope(flags_of_a_call), "00");
    assert_eq!(flags_of_a_call(), "03");
}

#[attuned_telemetry_rt::observed]
async fn slow_call() -> [String; 2] {
    let before = flags();
    pause().await;
    [before, flags_of_a_call()]
}

/// A call stays in its trace, wherever it is polled.
#[test]
fn a_call_that_leaves_its_scope_keeps_the_flag() {
    let mut of_another = other(true).in_scope(|| Task::waiting(slow_call()));
    let mut own = Task::waiting(slow_call());
    assert_eq!(other(false).in_scope(|| own.poll()), std::task::Poll::Ready(["03", "03"].map(str::to_owned)));
    let polled = thread::spawn(move || of_another.poll()).join().unwrap();
    assert_eq!(polled, std::task::Poll::Ready(["01", "01"].map(str::to_owned)));
}

/// The spans of a subscriber that are opened in this scope, and entered on another thread.
fn spans(dispatch: &Dispatch, context: Option<TraceContext>) -> Vec<String> {
    let open = || {
        let plain = info_span!("plain");
        let inner = plain.in_scope(|| info_span!("inner"));
        [plain, inner, info_span!("with an attribute", size = 1)]
    };
    let opened =
        tracing::dispatcher::with_default(dispatch, || context.map_or_else(open, |context| context.in_scope(open)));
    let dispatch = dispatch.clone();
    let enter = move || {
        let flags_in = |span: &tracing::Span| span.in_scope(|| [flags(), flags_of_a_call()]);
        tracing::dispatcher::with_default(&dispatch, || opened.iter().flat_map(flags_in).collect())
    };
    thread::spawn(enter).join().unwrap()
}

#[test]
fn spans_keep_the_flag_outside_of_the_scope() {
    let layers = [
        Dispatch::new(tracing_subscriber::registry().with(TraceIds::new())),
        Dispatch::new(tracing_subscriber::registry().with(SpanCollector::new(Arc::new(|_: Arc<SpanBatch>| ())))),
    ];
    for dispatch in &layers {
        assert_eq!(spans(dispatch, None), ["03"; 6]);
        assert_eq!(spans(dispatch, Some(other(true))), ["01"; 6]);
        assert_eq!(spans(dispatch, Some(other(false))), ["00"; 6]);
        Sampling::new(0.0).unwrap().install();
        assert_eq!(spans(dispatch, None), ["02"; 6]);
        Sampling::new(1.0).unwrap().install();
    }
}
