//! Spans of `tracing` and annotated calls are in the same traces.

use attuned_telemetry_rt::init::TraceIds;
use attuned_telemetry_rt::{TraceContext, observed};
use tracing::span::EnteredSpan;
use tracing::{Dispatch, Span, info_span};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt as _;

use super::context;

/// Runs `scope` with the layer and a filter.
fn with_layer<R>(filter: &str, scope: impl FnOnce(&TraceIds) -> R) -> R {
    let layer = TraceIds::new();
    let subscriber = tracing_subscriber::registry().with(EnvFilter::new(filter)).with(layer.clone());
    tracing::subscriber::with_default(subscriber, || scope(&layer))
}

#[observed(scope = "shop")]
fn call() -> (TraceContext, TraceContext) {
    (context(), info_span!("query").in_scope(context))
}

#[test]
fn spans_and_nested_calls_share_one_trace() {
    for filter in ["info", "info,spans=off", "warn"] {
        with_layer(filter, |_| {
            let (request, (call, query)) = info_span!("request").in_scope(|| (TraceContext::current(), call()));
            assert_eq!(query.trace_id, call.trace_id, "{filter}");
            if filter == "warn" {
                assert_eq!((request, query), (None, call), "the filter disables spans but not the context of the call");
            } else {
                assert_eq!(request.map(|request| request.trace_id), Some(call.trace_id), "{filter}");
                assert!(query.span_id != call.span_id && request.unwrap().span_id != call.span_id);
            }
        });
    }
}

#[test]
fn a_span_has_the_same_ids_on_every_thread_that_enters_it() {
    with_layer("info", |_| {
        let request = info_span!("request");
        let here = request.in_scope(context);
        let other = request.clone();
        let there = std::thread::spawn(move || other.in_scope(|| (context(), TraceContext::current()))).join().unwrap();
        assert_eq!((there.0, there.1), (here, Some(here)));
        assert_eq!(TraceContext::current(), None);
    });
}

#[test]
fn a_span_entered_on_another_thread_stays_in_the_trace_of_its_creator() {
    #[observed(scope = "shop")]
    fn spawns() -> (TraceContext, TraceContext) {
        let work = info_span!("work");
        let there = std::thread::spawn(move || work.in_scope(context)).join().unwrap();
        (context(), there)
    }
    for filter in ["info", "warn,trace_context::spans=info", "info,shop=off"] {
        with_layer(filter, |_| {
            let (here, there) = spawns();
            assert_eq!(here.trace_id, there.trace_id, "{filter}");
        });
    }
}

#[test]
fn spans_can_be_exited_in_any_order() {
    with_layer("info", |_| {
        let (one, other) = (info_span!("one"), info_span!("other"));
        let first = one.enter();
        let in_one = context();
        let second = other.enter();
        let in_other = context();
        drop(first);
        assert_eq!(context(), in_other);
        drop(second);
        assert_eq!(TraceContext::current(), None);
        assert_eq!(one.in_scope(context), in_one);
    });
}

#[test]
fn an_explicit_parent_is_used_and_a_root_starts_a_trace() {
    with_layer("info", |layer| {
        let parent = info_span!("parent");
        info_span!("around").in_scope(|| {
            let child = info_span!(parent: &parent, "child").in_scope(context);
            let root = info_span!(parent: None, "root").in_scope(context);
            let around = context();
            assert_eq!(Some(child.trace_id), layer.of_span(&parent.id().unwrap()).map(|parent| parent.trace_id));
            assert!(root.trace_id != around.trace_id && child.trace_id != around.trace_id);
        });
    });
}

#[test]
fn a_call_with_an_explicit_parent_is_in_the_trace_of_that_parent() {
    #[observed(scope = "shop", parent = parent)]
    fn child(parent: &Span) -> TraceContext {
        context()
    }
    with_layer("info", |layer| {
        let parent = info_span!("parent");
        let child = info_span!("around").in_scope(|| child(&parent));
        assert_eq!(Some(child.trace_id), layer.of_span(&parent.id().unwrap()).map(|parent| parent.trace_id));
    });
}

#[test]
fn a_closed_span_has_no_ids() {
    with_layer("info", |layer| {
        let span = info_span!("short");
        let id = span.id().unwrap();
        assert!(layer.of_span(&id).is_some());
        drop(span);
        assert_eq!(layer.of_span(&id), None);
    });
}

#[test]
fn a_call_has_a_trace_under_a_subscriber_without_the_layer() {
    let _layer = TraceIds::new();
    tracing::subscriber::with_default(tracing_subscriber::registry(), || {
        let (call, query) = call();
        assert_eq!(call, query, "the span of the subscriber has no context of its own");
    });
}

#[test]
fn a_call_keeps_the_trace_of_a_span_that_is_left_inside_it() {
    #[observed(scope = "shop")]
    fn leaves(span: EnteredSpan) -> TraceContext {
        drop(span);
        context()
    }
    with_layer("info,shop=off", |_| {
        let request = info_span!("request");
        let outer = request.in_scope(context);
        assert_eq!(leaves(request.entered()).trace_id, outer.trace_id);
        assert_eq!(TraceContext::current(), None);
    });
}

/// Creates a span with the same id in each of two subscribers.
fn spans_with_one_id(layers: [TraceIds; 2]) -> [(Dispatch, Span); 2] {
    let spans = layers.map(|layer| {
        let subscriber = Dispatch::new(tracing_subscriber::registry().with(layer));
        let span = tracing::dispatcher::with_default(&subscriber, || info_span!(parent: None, "request"));
        (subscriber, span)
    });
    assert_eq!(spans[0].1.id(), spans[1].1.id());
    spans
}

#[test]
fn spans_of_different_subscribers_are_left_in_any_order() {
    let [(_, one), (_, other)] = &spans_with_one_id([TraceIds::new(), TraceIds::new()]);
    let outer = one.enter();
    let inner = other.enter();
    let expected = context();
    drop(outer);
    assert_eq!(context(), expected);
    drop(inner);
    assert_eq!(TraceContext::current(), None);
}

#[test]
fn a_clone_of_the_layer_in_another_subscriber_has_its_own_ids() {
    let layer = TraceIds::new();
    let [(_, one), other] = spans_with_one_id([layer.clone(), layer.clone()]);
    let expected = one.in_scope(context);
    assert_ne!(other.1.in_scope(context).trace_id, expected.trace_id);
    drop(other);
    assert_eq!(one.in_scope(context), expected);
    assert_eq!(one.id().and_then(|id| layer.of_span(&id)), Some(expected));
}

#[test]
fn a_call_has_its_own_id_if_its_subscriber_has_no_layer() {
    with_layer("info", |_| {
        let request = info_span!("request").entered();
        let outer = context();
        // The first span of each subscriber has the same id.
        let (inner, _) = tracing::subscriber::with_default(tracing_subscriber::registry(), call);
        assert_eq!(inner.trace_id, outer.trace_id);
        assert_ne!(inner.span_id, outer.span_id);
        drop(request);
    });
}
