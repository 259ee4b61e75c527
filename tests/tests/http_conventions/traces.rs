//! A client, a server, and a server behind it are in one trace.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use attuned_telemetry_rt::collect::{SpanBatch, SpanCollector, TraceIds};
use attuned_telemetry_rt::propagation::tower::{HttpClientLayer, HttpServerLayer};
use attuned_telemetry_rt::propagation::{Baggage, BaggagePolicy, Propagators};
use attuned_telemetry_rt::{SpanId, TraceContext, observed};
use attuned_telemetry_tests::metrics::Metrics;
use axum::body::Body;
use http::{Request, Response};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use opentelemetry::trace::TracerProvider as _;
use tower::{BoxError, Layer as _, ServiceExt as _, service_fn};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt as _;

use super::servers::{Version, client, serve};
use super::support::block_on;

/// What a process sees of a request.
#[derive(Debug)]
struct Seen {
    traceparent: String,
    context: TraceContext,
    baggage: Option<String>,
}

type All = Arc<Mutex<Vec<Seen>>>;

/// The policy of all processes.
fn propagators() -> Propagators {
    let policy = BaggagePolicy::default().send_to(["127.0.0.1"]).unwrap().send(["tenant"]).unwrap();
    Propagators::default().with_baggage(policy)
}

async fn send(uri: String) -> Result<(), BoxError> {
    let request = Request::get(uri).body(Body::empty())?;
    let layer = HttpClientLayer::new().with_propagators(propagators());
    layer.layer(client()).oneshot(request).await?.into_body().collect().await?;
    Ok(())
}

/// Handles a request: sends another one to `next`.
#[observed(scope = "shop")]
async fn handle(seen: All, request: Request<Incoming>, next: Option<String>) -> Result<Response<Body>, BoxError> {
    // The code after a pause runs in the same context.
    tokio::task::yield_now().await;
    let traceparent = request.headers()["traceparent"].to_str()?.to_owned();
    let baggage = request.headers().get("baggage").map(|baggage| baggage.to_str().unwrap().to_owned());
    let context = TraceContext::current().ok_or("no context")?;
    seen.lock().unwrap().push(Seen { traceparent, context, baggage });
    if let Some(next) = next {
        send(next).await?;
    }
    Ok(Response::new(Body::from("done")))
}

/// Starts a server, and returns its URL.
async fn start(seen: &All, next: Option<String>) -> String {
    let seen = Arc::clone(seen);
    let service = service_fn(move |request| handle(Arc::clone(&seen), request, next.clone()));
    let address = serve(Version::One, HttpServerLayer::new().with_propagators(propagators()).layer(service)).await;
    format!("http://{address}/")
}

/// Sends a request through two servers, and returns what they saw.
async fn two_hops() -> [Seen; 2] {
    let seen = All::default();
    let back = start(&seen, None).await;
    let front = start(&seen, Some(back)).await;
    let baggage = Baggage::new().with("tenant", "7").unwrap().with("user_id", "ada").unwrap();
    baggage.in_future(send(front)).await.unwrap();
    let seen = std::mem::take(&mut *seen.lock().unwrap());
    seen.try_into().unwrap()
}

fn assert_one_trace([front, back]: &[Seen; 2]) {
    assert_eq!(front.context.trace_id, back.context.trace_id);
    let trace = front.context.trace_id.to_string();
    for seen in [front, back] {
        assert_eq!(seen.traceparent.split('-').nth(1), Some(&*trace), "{seen:?}");
        assert_eq!(seen.baggage.as_deref(), Some("tenant=7"), "{seen:?}");
    }
    let parent = |seen: &Seen| seen.traceparent.split('-').nth(2).unwrap().to_owned();
    assert_ne!(parent(front), parent(back), "each hop has its own parent");
    assert_ne!(front.context.span_id, back.context.span_id);
}

#[test]
fn propagates_without_any_global_set_up() {
    assert_one_trace(&block_on(two_hops()));
    assert_eq!(TraceContext::current(), None);
}

#[test]
#[expect(non_snake_case, reason = "the name of the variable")]
fn propagation_survives_RUST_LOG_off() {
    let subscriber = tracing_subscriber::registry().with(EnvFilter::new("off")).with(TraceIds::new());
    tracing::subscriber::with_default(subscriber, || assert_one_trace(&block_on(two_hops())));
}

/// Collects the spans of two hops: name, id, parent, whether the parent is remote, and duration.
fn spans_of_two_hops() -> Vec<(String, SpanId, Option<SpanId>, bool, Duration)> {
    let spans: Arc<Mutex<Vec<_>>> = Arc::default();
    let collected = Arc::clone(&spans);
    let collector = SpanCollector::new(Arc::new(move |batch: Arc<SpanBatch>| {
        collected.lock().unwrap().extend(batch.spans().map(|span| {
            let kind =
                span.attributes().get("otel.kind").map_or_else(|| "internal".to_owned(), |kind| kind.to_string());
            (kind, span.context().span_id, span.parent_span_id(), span.has_remote_parent(), span.duration())
        }));
    }));
    let subscriber = tracing_subscriber::registry().with(collector);
    tracing::subscriber::with_default(subscriber, || assert_one_trace(&block_on(two_hops())));
    Arc::try_unwrap(spans).unwrap().into_inner().unwrap()
}

#[test]
fn spans_of_client_and_server_are_parents_of_each_other() {
    let spans = spans_of_two_hops();
    assert_eq!(spans.len(), 6, "{spans:#?}");
    let root = spans.iter().find(|(_, _, parent, ..)| parent.is_none()).unwrap();
    let mut chain = vec![(root.0.as_str(), root.3)];
    let mut last = root;
    while let Some(child) = spans.iter().find(|(_, _, parent, ..)| *parent == Some(last.1)) {
        chain.push((child.0.as_str(), child.3));
        last = child;
    }
    let hop = [("client", false), ("server", true), ("internal", false)];
    assert_eq!(chain, [hop, hop].concat());
}

#[test]
fn span_and_metric_have_the_same_duration() {
    let metrics = Metrics::new();
    let mut spans = metrics.watch(spans_of_two_hops);
    spans.retain(|(kind, ..)| kind != "internal");
    let mut durations: Vec<_> = spans.iter().map(|(.., duration)| duration.as_secs_f64()).collect();
    let mut recorded: Vec<_> = metrics
        .series()
        .iter()
        .filter(|series| series.contains("request.duration"))
        .flat_map(|series| metrics.histogram(series).unwrap())
        .collect();
    durations.sort_by(f64::total_cmp);
    recorded.sort_by(f64::total_cmp);
    assert_eq!(recorded.len(), 4, "{recorded:?}");
    for (recorded, duration) in recorded.iter().zip(&durations) {
        assert!((recorded - duration).abs() < 1e-9, "less than a nanosecond apart: {recorded} {duration}");
    }
}

#[test]
fn spans_of_an_sdk_are_in_one_trace() {
    let provider = opentelemetry_sdk::trace::SdkTracerProvider::builder().build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("shop"));
    let subscriber = tracing_subscriber::registry().with(layer);
    tracing::subscriber::with_default(subscriber, || assert_one_trace(&block_on(two_hops())));
}

#[test]
fn body_runs_in_the_context_of_its_request() {
    let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    let contexts: Arc<Mutex<Vec<_>>> = Arc::default();
    let recorded = Arc::clone(&contexts);
    let service = service_fn(move |_: Request<Body>| {
        let recorded = Arc::clone(&recorded);
        let data = move || {
            recorded.lock().unwrap().push(TraceContext::current().unwrap().trace_id.to_string());
            Ok::<_, BoxError>("data")
        };
        let body = Body::from_stream(futures_util::stream::iter((0..3).map(move |_| data())));
        async { Ok::<_, BoxError>(Response::new(body)) }
    });
    block_on(async {
        let request = Request::get("/").header("traceparent", parent).body(Body::empty()).unwrap();
        let response = HttpServerLayer::new().layer(service).oneshot(request).await.unwrap();
        response.into_body().collect().await.unwrap();
    });
    assert_eq!(*contexts.lock().unwrap(), vec!["0af7651916cd43dd8448eb211c80319c"; 3]);
}
