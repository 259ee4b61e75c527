//! Parents, links and ids.

use std::future::Future as _;
use std::pin::pin;
use std::task::{Context, Waker};
use std::thread;

use attuned_telemetry_rt::collect::TraceIds;
use attuned_telemetry_rt::{SpanId, TraceContext, TraceId, observed};
use tracing::{Dispatch, Span, info_span};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};

use super::consumer::{Spans, collect};

#[observed(scope = "shop", op = "inner")]
fn inner() -> TraceContext {
    TraceContext::current().unwrap()
}

#[observed(scope = "shop", op = "outer")]
fn outer() -> (TraceContext, TraceContext) {
    (TraceContext::current().unwrap(), inner())
}

#[test]
fn spans_have_the_ids_of_the_running_code() {
    let mut contexts = None;
    let spans = collect(|| contexts = Some(outer()));
    let (outer, inner) = contexts.unwrap();
    assert_eq!(spans.names(), ["shop.inner", "shop.outer"], "in the order of their ends");
    assert_eq!((spans.named("shop.outer").context, spans.named("shop.inner").context), (outer, inner));
    assert_eq!(outer.trace_id, inner.trace_id);
    assert_eq!(spans.named("shop.outer").parent, None);
    assert_eq!(spans.named("shop.inner").parent, Some(outer.span_id));
}

#[test]
fn a_trace_continues_that_of_a_remote_parent() {
    let remote = TraceContext::new(TraceId::new(7).unwrap(), SpanId::new(8).unwrap());
    let spans = collect(|| {
        remote.in_scope(outer);
    });
    let (outer, inner) = (spans.named("shop.outer"), spans.named("shop.inner"));
    assert_eq!((outer.trace_id(), inner.trace_id()), (remote.trace_id, remote.trace_id));
    assert_eq!((outer.parent, outer.has_remote_parent), (Some(remote.span_id), true));
    assert_eq!((inner.parent, inner.has_remote_parent), (Some(outer.span_id()), false));
}

#[test]
fn explicit_parents() {
    let spans = collect(|| {
        let request = info_span!("request");
        let _entered = info_span!("other").entered();
        info_span!(parent: &request, "child").in_scope(|| ());
    });
    let (request, child) = (spans.named("request"), spans.named("child"));
    assert_eq!((child.parent, child.trace_id()), (Some(request.span_id()), request.trace_id()));
}

#[test]
fn explicit_parent_none_is_a_new_root() {
    let spans = collect(|| {
        let _entered = info_span!("other").entered();
        info_span!(parent: None, "root").in_scope(|| ());
    });
    let (other, root) = (spans.named("other"), spans.named("root"));
    assert_eq!(root.parent, None);
    assert_ne!(root.trace_id(), other.trace_id());
}

#[test]
fn links_are_the_spans_that_a_span_follows_from() {
    let spans = collect(|| {
        let (first, second) = (info_span!("first"), info_span!("second"));
        let batch = info_span!("batch");
        batch.follows_from(&first);
        batch.follows_from(&second);
    });
    assert_eq!(spans.named("batch").links, [spans.named("first").context, spans.named("second").context]);
}

#[observed(scope = "shop", op = "step")]
async fn step(pauses: u32) -> TraceContext {
    let before = TraceContext::current().unwrap();
    for _ in 0..pauses {
        pause().await;
    }
    assert_eq!(TraceContext::current(), Some(before));
    before
}

async fn pause() {
    let mut is_first = true;
    std::future::poll_fn(|_| {
        if std::mem::take(&mut is_first) { std::task::Poll::Pending } else { std::task::Poll::Ready(()) }
    })
    .await;
}

#[observed(scope = "shop", op = "whole")]
async fn whole() -> (TraceContext, TraceContext) {
    (TraceContext::current().unwrap(), step(3).await)
}

#[test]
fn a_call_keeps_its_ids_on_any_thread() {
    let spans = Spans::default();
    let dispatch = spans.dispatch();
    let mut future = Box::pin(whole());
    let mut result = None;
    while result.is_none() {
        result = thread::scope(|scope| {
            let poll = || {
                tracing::dispatcher::with_default(&dispatch, || {
                    match pin!(&mut future).poll(&mut Context::from_waker(Waker::noop())) {
                        std::task::Poll::Ready(contexts) => Some(contexts),
                        std::task::Poll::Pending => None,
                    }
                })
            };
            scope.spawn(poll).join().unwrap()
        });
    }
    let (whole, step) = result.unwrap();
    assert_eq!((spans.named("shop.whole").context, spans.named("shop.step").context), (whole, step));
    assert_eq!(spans.named("shop.step").parent, Some(whole.span_id));
}

#[test]
fn a_span_of_another_thread_is_a_parent() {
    let spans = Spans::default();
    let dispatch = spans.dispatch();
    tracing::dispatcher::with_default(&dispatch, || {
        let _request = info_span!("request").entered();
        let work = info_span!("work");
        let run = || tracing::dispatcher::with_default(&dispatch, || work.in_scope(|| drop(info_span!("part"))));
        thread::scope(|scope| scope.spawn(run).join().unwrap());
    });
    let (request, work, part) = (spans.named("request"), spans.named("work"), spans.named("part"));
    assert_eq!((work.parent, part.parent), (Some(request.span_id()), Some(work.span_id())));
    assert_eq!((work.trace_id(), part.trace_id()), (request.trace_id(), request.trace_id()));
}

/// Runs `scope` with a subscriber, and returns the spans.
fn with(dispatch: &Dispatch, scope: impl FnOnce() -> TraceContext) -> TraceContext {
    tracing::dispatcher::with_default(dispatch, scope)
}

#[test]
fn both_layers_have_the_same_ids_in_any_order() {
    for is_first in [true, false] {
        let (spans, ids) = (Spans::default(), TraceIds::new());
        let collector = spans.collector();
        let dispatch = if is_first {
            Dispatch::new(tracing_subscriber::registry().with(ids.clone()).with(collector))
        } else {
            Dispatch::new(tracing_subscriber::registry().with(collector).with(ids.clone()))
        };
        let context = with(&dispatch, || {
            let span = info_span!("request");
            span.in_scope(|| {
                let of_ids = span.id().and_then(|id| ids.of_span(&id));
                assert_eq!(of_ids, TraceContext::current(), "{is_first}");
                drop(info_span!("query").entered());
                assert_eq!(of_ids, TraceContext::current(), "{is_first}");
            });
            assert_eq!(TraceContext::current(), None);
            let of_span = span.id().and_then(|id| ids.of_span(&id)).unwrap();
            let id = span.id().unwrap();
            drop(span);
            assert_eq!(ids.of_span(&id), None, "the span is closed");
            of_span
        });
        assert_eq!(spans.named("request").context, context);
        assert_eq!(spans.named("query").parent, Some(context.span_id));
    }
}

#[test]
fn a_filter_of_the_collector_alone_leaves_the_ids_of_other_spans() {
    for is_first in [true, false] {
        let (spans, ids) = (Spans::default(), TraceIds::new());
        let (collector, filter) = (spans.collector(), EnvFilter::new("collect=info"));
        let dispatch = if is_first {
            Dispatch::new(tracing_subscriber::registry().with(ids.clone()).with(collector.with_filter(filter)))
        } else {
            Dispatch::new(tracing_subscriber::registry().with(collector.with_filter(filter)).with(ids.clone()))
        };
        let (span_id, context) = {
            let mut id = None;
            let context = with(&dispatch, || {
                let hidden = info_span!(target: "hidden", "hidden");
                id = hidden.id();
                hidden.in_scope(|| {
                    drop(info_span!(target: "collect", "seen").entered());
                    TraceContext::current().unwrap()
                })
            });
            (id.unwrap(), context)
        };
        assert_eq!(ids.of_span(&span_id), None, "the span is closed");
        assert_eq!(spans.names(), ["seen"]);
        assert_eq!(spans.named("seen").trace_id(), context.trace_id);
    }
}

#[test]
fn deep_nesting() {
    const DEPTH: usize = 10_000;
    let spans = collect(|| {
        let mut open: Vec<_> = (0..DEPTH).map(|_| info_span!("level").entered()).collect();
        while let Some(innermost) = open.pop() {
            drop::<Span>(innermost.exit());
        }
    });
    let all = spans.all();
    assert_eq!(all.len(), DEPTH);
    for pair in all.windows(2) {
        assert_eq!(pair[0].parent, Some(pair[1].span_id()));
    }
}
