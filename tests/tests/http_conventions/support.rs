//! Services, requests, and what they recorded.

use std::convert::Infallible;
use std::future::Future;

use attuned_telemetry_rt::propagation::tower::HttpServerLayer;
use attuned_telemetry_tests::trace::{Span, Trace, Value};
use attuned_telemetry_tests::{Watched, watch};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use axum::routing::get;
use bytes::Bytes;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

/// Runs a future on this thread, which runs all tasks that the future spawns.
pub(super) fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// Runs a future on this thread, and captures what it records.
pub(super) fn watched<F: Future>(future: F) -> Watched<F::Output> {
    watch(|| block_on(future))
}

/// A shop with routes.
pub(super) fn shop() -> Router {
    Router::new()
        .route("/orders/{id}", get(|| async { "an order" }))
        .route("/missing", get(|| async { StatusCode::NOT_FOUND }))
        .route("/broken", get(|| async { StatusCode::INTERNAL_SERVER_ERROR }))
        .route("/panics", get(|| async { panics() }))
        .route("/any", axum::routing::any(|| async { "anything" }))
}

fn panics() {
    panic!("on purpose")
}

/// Sends a request to the shop with a layer, and reads the whole response.
pub(super) async fn answer(layer: HttpServerLayer, request: Request<Body>) -> Response<Bytes> {
    let (head, body) =
        shop().layer(layer).oneshot(request).await.unwrap_or_else(|never: Infallible| match never {}).into_parts();
    Response::from_parts(head, body.collect().await.unwrap().to_bytes())
}

/// Returns a request.
pub(super) fn request(method: &str, uri: &str) -> Request<Body> {
    Request::builder().method(method).uri(uri).body(Body::empty()).unwrap()
}

/// Returns the fields of a span, as `name=value`.
pub(super) fn fields(span: &Span) -> Vec<String> {
    let shown = |value: &Value| match value {
        Value::Text(text) => text.clone(),
        Value::Unsigned(number) => number.to_string(),
        other => panic!("not a text or a number: {other:?}"),
    };
    span.fields.iter().map(|(name, value)| format!("{name}={}", shown(value))).collect()
}

/// Returns the only span with this name.
pub(super) fn span(trace: &Trace, name: &str) -> Span {
    let mut spans = trace.spans();
    spans.retain(|span| span.name == name);
    assert_eq!(spans.len(), 1, "{spans:#?}");
    spans.remove(0)
}

/// The histogram of durations.
const DURATION: &str = "http.server.request.duration";

/// The gauge of active requests.
pub(super) const ACTIVE: &str = r#"http.server.active_requests{http.request.method="GET",url.scheme="http"}"#;

/// Asserts that the only request has these labels, and that nothing is in flight.
pub(super) fn assert_recorded<R>(watched: &Watched<R>, labels: &str) {
    let durations = watched.metrics.histogram(&format!("{DURATION}{{{labels}}}"));
    let series = watched.metrics.series();
    assert_eq!(durations.map(|values| values.len()), Some(1), "{series:#?}");
    let active = series.iter().filter(|series| series.starts_with("http.server.active_requests"));
    let active: Vec<_> = active.map(|series| watched.metrics.gauge(series)).collect();
    assert_eq!((active, series.len()), (vec![Some(0.0)], 2), "{series:#?}");
}
