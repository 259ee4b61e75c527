//! What a client records of each kind of request.

use std::future::pending;

use attuned_telemetry_rt::propagation::tower::{HttpClientLayer, HttpServerLayer};
use attuned_telemetry_tests::Watched;
use attuned_telemetry_tests::task::Task;
use attuned_telemetry_tests::watch;
use axum::body::Body;
use http::{Request, Response};
use http_body_util::BodyExt as _;
use tower::{BoxError, Layer as _, Service as _, ServiceExt as _, service_fn};

use super::servers::{Version, client, serve};
use super::support::{fields, request, shop, span, watched};

const DURATION: &str = "http.client.request.duration";

/// Asserts that the only request has these labels.
fn assert_recorded<R>(watched: &Watched<R>, labels: &str) {
    let mut series = watched.metrics.series();
    series.retain(|series| series.starts_with(DURATION));
    assert_eq!(series, [format!("{DURATION}{{{labels}}}")]);
    assert_eq!(watched.metrics.histogram(&series[0]).unwrap().len(), 1);
}

/// Sends a request to the shop over a real connection. Returns the port.
async fn visit(path: &str) -> u16 {
    let address = serve(Version::One, shop().layer(HttpServerLayer::new())).await;
    let uri = format!("http://ada:secret@{address}{path}");
    let response = HttpClientLayer::new().layer(client()).oneshot(request("GET", &uri)).await.unwrap();
    response.into_body().collect().await.unwrap();
    address.port()
}

#[test]
fn success_has_the_stable_attributes_and_no_credentials() {
    let watched = watched(visit("/orders/7?access_token=secret"));
    let port = watched.returned;
    assert_recorded(
        &watched,
        &format!(
            r#"http.request.method="GET",http.response.status_code="200",network.protocol.version="1.1",server.address="127.0.0.1",server.port="{port}""#
        ),
    );
    assert_eq!(
        fields(&span(&watched.trace, "http.client.request")),
        [
            "http.request.method=GET".to_owned(),
            "http.response.status_code=200".to_owned(),
            "network.protocol.version=1.1".to_owned(),
            "otel.kind=client".to_owned(),
            "otel.name=GET".to_owned(),
            "server.address=127.0.0.1".to_owned(),
            format!("server.port={port}"),
            format!("url.full=http://REDACTED:REDACTED@127.0.0.1:{port}/orders/7?access_token=REDACTED"),
        ]
    );
}

#[test]
fn not_found_is_an_error_of_a_client() {
    let watched = watched(visit("/missing"));
    let span = span(&watched.trace, "http.client.request");
    assert_eq!(["otel.status_code", "error.type"].map(|field| span.text(field)), [Some("ERROR"), Some("404")]);
}

#[test]
fn failed_connection_has_the_type_of_the_error_and_the_default_port() {
    let watched = watched(async {
        let failing = service_fn(|_: Request<Body>| async {
            Err::<Response<Body>, std::io::Error>(std::io::ErrorKind::ConnectionRefused.into())
        });
        HttpClientLayer::new().layer(failing).oneshot(request("POST", "https://shop.example/")).await.is_err()
    });
    assert_recorded(
        &watched,
        r#"error.type="connection_refused",http.request.method="POST",server.address="shop.example",server.port="443""#,
    );
}

#[test]
fn dropped_request_is_cancelled_and_no_error() {
    let service = service_fn(|_: Request<Body>| pending::<Result<Response<Body>, BoxError>>());
    let mut service = HttpClientLayer::new().layer(service);
    let watched = watch(|| drop(Task::waiting(service.call(request("GET", "http://shop.example/")))));
    assert_recorded(
        &watched,
        r#"http.request.method="GET",server.address="shop.example",server.port="80",status="cancelled""#,
    );
    let span = span(&watched.trace, "http.client.request");
    assert_eq!(
        ["otel.status_code", "error.type", "status"].map(|field| span.text(field)),
        [None, None, Some("cancelled")]
    );
}

#[test]
fn body_that_is_never_read_is_no_cancellation_but_one_that_is_read_in_part_is() {
    for is_read in [false, true] {
        let watched = watched(async {
            let body = || Body::from_stream(futures_util::stream::repeat_with(|| Ok::<_, BoxError>("again")));
            let service = service_fn(|_: Request<Body>| async { Ok::<_, BoxError>(Response::new(body())) });
            let mut response =
                HttpClientLayer::new().layer(service).oneshot(request("GET", "http://shop.example/")).await.unwrap();
            if is_read {
                response.body_mut().frame().await.unwrap().unwrap();
            }
        });
        assert_eq!(watched.metrics.series()[0].contains("cancelled"), is_read, "{:?}", watched.metrics.series());
    }
}
