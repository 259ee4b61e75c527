//! Requests that end by a panic, an error, a timeout or a client that hangs up.

use std::future::pending;
use std::io;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use attuned_telemetry_rt::propagation::tower::HttpServerLayer;
use attuned_telemetry_tests::Watched;
use attuned_telemetry_tests::task::Task;
use attuned_telemetry_tests::watch;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use futures_util::FutureExt as _;
use http_body_util::BodyExt as _;
use tower::timeout::TimeoutLayer;
use tower::{BoxError, Layer as _, Service as _, ServiceExt as _, service_fn};

use super::support::{answer, assert_recorded, request, span, watched};

#[test]
fn panic_of_a_handler_is_counted_and_goes_on() {
    let answered = AssertUnwindSafe(answer(HttpServerLayer::new(), request("GET", "/panics"))).catch_unwind();
    let watched = watched(answered);
    assert_eq!(watched.returned.as_ref().unwrap_err().downcast_ref(), Some(&"on purpose"));
    assert_recorded(
        &watched,
        r#"error.type="panic",http.request.method="GET",http.route="/panics",network.protocol.version="1.1",url.scheme="http""#,
    );
    let span = span(&watched.trace, "http.server.request");
    let texts = ["otel.status_code", "error.type", "status"].map(|field| span.text(field));
    assert_eq!(texts, [Some("ERROR"), Some("panic"), Some("panicked")]);
    assert!(span.closed);
}

#[test]
fn panic_of_a_service_is_counted() {
    let service = service_fn(|request: Request<Body>| {
        assert!(request.uri().path().is_empty(), "on purpose");
        async { Ok::<_, BoxError>(Response::new(Body::empty())) }
    });
    let mut service = HttpServerLayer::new().layer(service);
    let watched = watch(|| std::panic::catch_unwind(AssertUnwindSafe(|| drop(service.call(request("GET", "/"))))));
    assert!(watched.returned.is_err());
    assert_recorded(
        &watched,
        r#"error.type="panic",http.request.method="GET",network.protocol.version="1.1",url.scheme="http""#,
    );
}

/// Sends a request with a route to a service that returns this error.
fn recorded_error<E: Clone + Send + 'static>(layer: HttpServerLayer, error: impl Fn() -> E) -> Watched<()> {
    let layer = layer.with_route(|_| Some("/route"));
    let service = service_fn(|_: Request<Body>| {
        let error = error();
        async { Err::<Response<Body>, E>(error) }
    });
    watched(async { layer.layer(service).oneshot(request("GET", "/")).await.map(drop).unwrap_or_default() })
}

#[derive(Clone)]
struct OutOfStock;

#[test]
fn error_of_a_service_keeps_the_route_and_has_its_type() {
    let watched = recorded_error(HttpServerLayer::new(), || OutOfStock);
    assert_recorded(
        &watched,
        r#"error.type="OutOfStock",http.request.method="GET",http.route="/route",network.protocol.version="1.1",url.scheme="http""#,
    );
    let span = span(&watched.trace, "http.server.request");
    let texts = ["otel.name", "otel.status_code", "error.type"].map(|field| span.text(field));
    assert_eq!(texts, [Some("GET /route"), Some("ERROR"), Some("OutOfStock")]);
}

#[test]
fn type_of_an_error_can_be_chosen() {
    let layer = HttpServerLayer::new().with_error_type(|error| error.is::<OutOfStock>().then_some("out_of_stock"));
    let watched = recorded_error(layer, || OutOfStock);
    assert_eq!(span(&watched.trace, "http.server.request").text("error.type"), Some("out_of_stock"));
}

#[test]
fn io_error_in_a_box_has_its_kind() {
    let service = service_fn(|_: Request<Body>| async {
        Err::<Response<Body>, BoxError>(io::Error::from(io::ErrorKind::ConnectionReset).into())
    });
    let watched = watched(async { HttpServerLayer::new().layer(service).oneshot(request("GET", "/")).await.is_err() });
    assert_eq!(span(&watched.trace, "http.server.request").text("error.type"), Some("connection_reset"));
}

#[test]
fn timeout_inside_is_an_error_and_a_timeout_outside_cancels() {
    let service = || service_fn(|_: Request<Body>| pending::<Result<Response<Body>, BoxError>>());
    let timeout = TimeoutLayer::new(Duration::from_millis(1));
    let inside = watched(async {
        HttpServerLayer::new().layer(timeout.layer(service())).oneshot(request("GET", "/")).await.is_err()
    });
    assert_recorded(
        &inside,
        r#"error.type="Error",http.request.method="GET",network.protocol.version="1.1",url.scheme="http""#,
    );
    let outside = watched(async {
        timeout.layer(HttpServerLayer::new().layer(service())).oneshot(request("GET", "/")).await.is_err()
    });
    assert_recorded(
        &outside,
        r#"http.request.method="GET",network.protocol.version="1.1",status="cancelled",url.scheme="http""#,
    );
}

#[test]
fn timeout_that_answers_has_the_status_of_the_answer() {
    let service = service_fn(|_: Request<Body>| pending::<Result<Response<Body>, BoxError>>());
    let timeout =
        tower_http::timeout::TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, Duration::from_millis(1));
    let layer = HttpServerLayer::new();
    let watched = watched(async { layer.layer(timeout.layer(service)).oneshot(request("GET", "/")).await.is_ok() });
    assert_recorded(
        &watched,
        r#"error.type="504",http.request.method="GET",http.response.status_code="504",network.protocol.version="1.1",url.scheme="http""#,
    );
}

#[test]
fn future_that_is_dropped_before_the_head_is_cancelled() {
    let service = service_fn(|_: Request<Body>| pending::<Result<Response<Body>, BoxError>>());
    let mut service = HttpServerLayer::new().layer(service);
    let watched = watch(|| drop(Task::waiting(service.call(request("GET", "/")))));
    assert_recorded(
        &watched,
        r#"http.request.method="GET",network.protocol.version="1.1",status="cancelled",url.scheme="http""#,
    );
    let span = span(&watched.trace, "http.server.request");
    let texts = ["otel.status_code", "error.type", "status"].map(|field| span.text(field));
    assert_eq!(texts, [None, None, Some("cancelled")]);
}

#[test]
fn request_that_nobody_polls_is_cancelled() {
    let service = service_fn(|_: Request<Body>| async { Ok::<_, BoxError>(Response::new(Body::empty())) });
    let watched = watch(|| drop(HttpServerLayer::new().layer(service).call(request("GET", "/"))));
    assert_recorded(
        &watched,
        r#"http.request.method="GET",network.protocol.version="1.1",status="cancelled",url.scheme="http""#,
    );
}

#[test]
fn body_that_is_dropped_before_its_end_is_cancelled_and_keeps_the_status_code() {
    let body = || Body::from_stream(futures_util::stream::repeat_with(|| Ok::<_, io::Error>("again")));
    let service = service_fn(move |_: Request<Body>| async move { Ok::<_, BoxError>(Response::new(body())) });
    let watched = watched(async {
        let mut response = HttpServerLayer::new().layer(service).oneshot(request("GET", "/")).await.unwrap();
        assert!(response.body_mut().frame().await.is_some());
    });
    assert_recorded(
        &watched,
        r#"http.request.method="GET",http.response.status_code="200",network.protocol.version="1.1",status="cancelled",url.scheme="http""#,
    );
}

#[test]
fn cancelled_body_of_an_error_stays_an_error() {
    let service = service_fn(|_: Request<Body>| async {
        let body = Body::from_stream(futures_util::stream::pending::<Result<&str, io::Error>>());
        let response = Response::builder().status(StatusCode::SERVICE_UNAVAILABLE).body(body);
        Ok::<_, BoxError>(response.unwrap())
    });
    let watched = watched(async { HttpServerLayer::new().layer(service).oneshot(request("GET", "/")).await.is_ok() });
    assert_recorded(
        &watched,
        r#"error.type="503",http.request.method="GET",http.response.status_code="503",network.protocol.version="1.1",url.scheme="http""#,
    );
}
