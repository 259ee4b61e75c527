//! Sampling across services.

use std::collections::{HashMap, HashSet};

use attuned_telemetry_rt::collect::Sampling;
use attuned_telemetry_rt::propagation::Propagators;
use attuned_telemetry_rt::{TraceContext, TraceId, observed};
use std::sync::{Arc, Mutex};
use tracing::Dispatch;
use tracing_subscriber::layer::SubscriberExt as _;

use attuned_telemetry_rt::collect::{SpanBatch, SpanCollector};
use http::HeaderMap;

/// The ids of the spans of a service, with the ids of their parents.
type Spans = Arc<Mutex<Vec<(TraceId, u64, Option<u64>)>>>;

/// Returns a service, and its spans.
fn service() -> (Dispatch, Spans) {
    let spans = Spans::default();
    let seen = spans.clone();
    let consumer = move |batch: Arc<SpanBatch>| {
        let ids = batch.spans().map(|span| {
            let context = span.context();
            (context.trace_id, context.span_id.get(), span.parent_span_id().map(attuned_telemetry_rt::SpanId::get))
        });
        seen.lock().unwrap().extend(ids);
    };
    let collector = SpanCollector::new(Arc::new(consumer));
    (Dispatch::new(tracing_subscriber::registry().with(collector)), spans)
}

/// A service that calls the next one, by the headers of a request.
#[observed(scope = "shop", op = "serve")]
fn serve(services: &[Dispatch]) -> TraceContext {
    if let Some((next, others)) = services.split_first() {
        let mut headers = HeaderMap::new();
        tracing::info_span!("request").in_scope(|| Propagators::default().inject(&mut headers, "stock.internal"));
        tracing::dispatcher::with_default(next, || {
            Propagators::default().extract(&headers).in_scope(|| serve(others));
        });
    }
    TraceContext::current().unwrap()
}

#[test]
fn unsampled_trace_is_whole() {
    const TRACES: usize = 10_000;
    Sampling::new(0.1).unwrap().install();
    let [first, second, third] = [service(), service(), service()];
    let others = [second.0, third.0];
    let mut decisions = HashMap::new();
    for _ in 0..TRACES {
        let context = tracing::dispatcher::with_default(&first.0, || serve(&others));
        decisions.insert(context.trace_id, context.is_sampled);
    }
    assert_eq!(decisions.len(), TRACES);
    let sampled: HashSet<_> = decisions.iter().filter(|(_, is_sampled)| **is_sampled).map(|(id, _)| *id).collect();
    assert!((700..1_300).contains(&sampled.len()), "{}", sampled.len());
    let all: Vec<_> = [first.1, second.1, third.1].iter().flat_map(|spans| spans.lock().unwrap().clone()).collect();
    let ids: HashSet<_> = all.iter().map(|(trace, span, _)| (*trace, *span)).collect();
    let mut counts: HashMap<TraceId, (usize, usize)> = HashMap::new();
    for (trace, _, parent) in &all {
        let (spans, roots) = counts.entry(*trace).or_default();
        *spans += 1;
        match parent {
            None => *roots += 1,
            Some(parent) => assert!(ids.contains(&(*trace, *parent)), "the parent of a span is missing"),
        }
    }
    assert_eq!(counts.keys().copied().collect::<HashSet<_>>(), sampled);
    assert!(counts.values().all(|of_trace| *of_trace == (5, 1)), "five spans with one root");
}

#[test]
fn ratio_within_4_sigma() {
    const TRACES: u32 = 100_000;
    let (service, spans) = service();
    for ratio in [0.01, 0.1, 0.5, 0.9] {
        Sampling::new(ratio).unwrap().install();
        spans.lock().unwrap().clear();
        tracing::dispatcher::with_default(&service, || {
            for _ in 0..TRACES {
                tracing::info_span!("request").in_scope(|| ());
            }
        });
        let count = u32::try_from(spans.lock().unwrap().len()).unwrap();
        let expected = f64::from(TRACES) * ratio;
        let sigma = (expected * (1.0 - ratio)).sqrt();
        assert!((f64::from(count) - expected).abs() <= 4.0 * sigma, "{ratio}: {count}");
    }
}
