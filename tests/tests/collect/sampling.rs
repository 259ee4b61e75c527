//! Which traces are collected.

use std::collections::{HashMap, HashSet};

use attuned_telemetry_rt::collect::{Sampling, TraceIds};
use attuned_telemetry_rt::{TraceContext, TraceId, observed};
use opentelemetry::trace::SpanKind;
use opentelemetry_sdk::trace::{Sampler, SamplingDecision, ShouldSample as _};
use tracing::{Dispatch, info_span};
use tracing_subscriber::layer::SubscriberExt as _;

use super::consumer::Spans;

/// A service that calls the next one.
#[observed(scope = "shop", op = "serve")]
fn serve(services: &[Dispatch]) -> TraceContext {
    let context = TraceContext::current().unwrap();
    if let Some((next, others)) = services.split_first() {
        let called = info_span!("request").in_scope(|| {
            let remote = TraceContext::current().unwrap();
            tracing::dispatcher::with_default(next, || remote.in_scope(|| serve(others)))
        });
        assert_eq!((called.trace_id, called.is_sampled), (context.trace_id, context.is_sampled));
    }
    context
}

#[test]
fn unsampled_trace_is_whole() {
    const TRACES: usize = 10_000;
    Sampling::new(0.25).unwrap().install();
    let collected = [Spans::default(), Spans::default(), Spans::default()];
    let services = collected.each_ref().map(Spans::dispatch);
    let mut decisions = HashMap::new();
    for _ in 0..TRACES {
        let context = tracing::dispatcher::with_default(&services[0], || serve(&services[1..]));
        decisions.insert(context.trace_id, context.is_sampled);
    }
    assert_eq!(decisions.len(), TRACES, "each trace has its own id");
    let sampled: HashSet<TraceId> = decisions.iter().filter(|(_, sampled)| **sampled).map(|(id, _)| *id).collect();
    assert!((2_000..3_000).contains(&sampled.len()), "{} of {TRACES}", sampled.len());
    for (spans, of_each_trace) in collected.iter().zip([2, 2, 1]) {
        let mut counts: HashMap<TraceId, usize> = HashMap::new();
        spans.all().iter().for_each(|span| *counts.entry(span.trace_id()).or_default() += 1);
        assert_eq!(counts.keys().copied().collect::<HashSet<_>>(), sampled);
        assert!(counts.values().all(|count| *count == of_each_trace));
    }
}

#[test]
fn same_decision_as_sdk_sampler_for_same_ids() {
    const IDS: usize = 100_000;
    // Without a span, a call has its ids only because something reads them.
    let without_spans = Dispatch::new(tracing_subscriber::registry().with(TraceIds::new()));
    let dispatch = Spans::default().dispatch();
    for ratio in [0.0, 0.001, 0.3, 0.9, 1.0] {
        Sampling::new(ratio).unwrap().install();
        let sampler = Sampler::TraceIdRatioBased(ratio);
        let mut count = 0_usize;
        for number in 0..IDS {
            let by = if number % 2 == 0 { &dispatch } else { &without_spans };
            let context = tracing::dispatcher::with_default(by, || {
                info_span!("request").in_scope(TraceContext::current).unwrap()
            });
            let id = opentelemetry::TraceId::from_bytes(context.trace_id.get().to_be_bytes());
            let decision = sampler.should_sample(None, id, "request", &SpanKind::Internal, &[], &[]).decision;
            assert_eq!(context.is_sampled, decision == SamplingDecision::RecordAndSample, "{ratio} {context:?}");
            count += usize::from(context.is_sampled);
        }
        let expected = ratio * 100_000.0;
        assert!((f64::from(u32::try_from(count).unwrap()) - expected).abs() < 1_000.0, "{ratio}: {count}");
    }
}

#[test]
fn a_call_without_a_span_has_the_decision_of_its_trace_id() {
    #[observed]
    fn call() -> TraceContext {
        TraceContext::current().unwrap()
    }

    let _ids = TraceIds::new();
    for (ratio, is_sampled) in [(1.0, true), (0.0, false)] {
        Sampling::new(ratio).unwrap().install();
        assert_eq!(call().is_sampled, is_sampled);
    }
}

#[test]
fn a_ratio_that_is_no_share_is_refused() {
    for (ratio, shown) in [(-0.1, "-0.1"), (1.5, "1.5"), (f64::NAN, "NaN"), (f64::INFINITY, "inf")] {
        let error = Sampling::new(ratio).unwrap_err().to_string();
        assert_eq!(error, format!("the sampling ratio is `{shown}`, expected a number from `0.0` to `1.0`"));
    }
    for ratio in [0.0, 0.5, 1.0] {
        assert_eq!(Sampling::new(ratio).unwrap().ratio(), ratio);
    }
    assert_eq!(Sampling::default().ratio(), 1.0);
}

/// Subscribers with both layers, in both orders.
fn with_both_layers(spans: &Spans) -> [(TraceIds, Dispatch); 2] {
    let registry = tracing_subscriber::registry;
    let (first, second) = (TraceIds::new(), TraceIds::new());
    let collectors = [spans.collector(), spans.collector()];
    let [before, after] = collectors;
    [
        (first.clone(), Dispatch::new(registry().with(first).with(before))),
        (second.clone(), Dispatch::new(registry().with(after).with(second))),
    ]
}

#[test]
fn both_layers_agree_about_the_sampling() {
    Sampling::new(0.5).unwrap().install();
    let spans = Spans::default();
    for (ids, dispatch) in with_both_layers(&spans) {
        let before = spans.all().len();
        let mut sampled = 0;
        tracing::dispatcher::with_default(&dispatch, || {
            for _ in 0..400 {
                let root = info_span!("root");
                let context = root.in_scope(TraceContext::current).unwrap();
                let child = info_span!(parent: &root, "child");
                let of_child = child.in_scope(TraceContext::current).unwrap();
                assert_eq!((of_child.trace_id, of_child.is_sampled), (context.trace_id, context.is_sampled));
                assert_eq!(ids.of_span(&child.id().unwrap()), Some(of_child));
                assert_eq!(ids.of_span(&root.id().unwrap()), Some(context));
                let closed = [child.id().unwrap(), root.id().unwrap()];
                drop((child, root));
                assert_eq!(closed.map(|id| ids.of_span(&id)), [None, None]);
                sampled += usize::from(context.is_sampled);
            }
        });
        let collected = &spans.all()[before..];
        assert!(collected.iter().all(|span| span.context.is_sampled));
        assert_eq!(collected.len(), 2 * sampled);
        assert!((100..300).contains(&sampled), "{sampled}");
    }
}

#[test]
fn unsampled_spans_have_ids_at_any_depth_and_on_any_thread() {
    const DEPTH: usize = 40;
    Sampling::new(0.0).unwrap().install();
    let spans = Spans::default();
    for (ids, dispatch) in with_both_layers(&spans) {
        let mut open = Vec::new();
        tracing::dispatcher::with_default(&dispatch, || {
            for _ in 0..DEPTH {
                let span = info_span!("level");
                std::mem::forget(span.clone().entered());
                open.push((span, TraceContext::current().unwrap()));
            }
        });
        let distinct: HashSet<_> = open.iter().map(|(_, context)| context.span_id).collect();
        assert_eq!(distinct.len(), DEPTH);
        assert!(open.iter().all(|(_, context)| context.trace_id == open[0].1.trace_id && !context.is_sampled));
        std::thread::scope(|scope| {
            let check = || {
                tracing::dispatcher::with_default(&dispatch, || {
                    for (span, context) in &open {
                        assert_eq!(span.in_scope(TraceContext::current), Some(*context));
                        let child = info_span!(parent: span, "child").in_scope(TraceContext::current).unwrap();
                        assert_eq!(child.trace_id, context.trace_id);
                        assert_eq!(ids.of_span(&span.id().unwrap()), Some(*context));
                    }
                });
            };
            scope.spawn(check).join().unwrap();
        });
    }
    assert!(spans.all().is_empty());
}

#[test]
fn unsampled_spans_are_forgotten_when_another_thread_closes_them() {
    Sampling::new(0.0).unwrap().install();
    let spans = Spans::default();
    for (ids, dispatch) in with_both_layers(&spans) {
        let open: Vec<_> =
            tracing::dispatcher::with_default(&dispatch, || (0..40).map(|_| info_span!("moved")).collect());
        let closed: Vec<_> = open.iter().map(|span| span.id().unwrap()).collect();
        assert!(closed.iter().all(|id| ids.of_span(id).is_some()));
        std::thread::spawn(move || drop(open)).join().unwrap();
        assert!(closed.iter().all(|id| ids.of_span(id).is_none()));
    }
}
