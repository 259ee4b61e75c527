//! The middleware for `reqwest`.

use attuned_telemetry_rt::propagation::reqwest::{HttpClientMiddleware, MeasureUntil};
use attuned_telemetry_rt::propagation::tower::HttpServerLayer;
use axum::body::Body;
use http::Response;
use hyper::body::Incoming;
use reqwest_middleware::ClientBuilder;
use tower::{BoxError, Layer as _, service_fn};

use super::servers::{Version, serve};
use super::support::{fields, shop, span, watched};

fn client(middleware: HttpClientMiddleware) -> reqwest_middleware::ClientWithMiddleware {
    ClientBuilder::new(reqwest::Client::builder().no_proxy().build().unwrap()).with(middleware).build()
}

#[test]
fn response_is_unchanged_and_recorded_without_credentials() {
    let watched = watched(async {
        let address = serve(Version::One, shop().layer(HttpServerLayer::new())).await;
        let url = format!("http://ada:secret@{address}/orders/7?sig=secret");
        let response = client(HttpClientMiddleware::new()).get(url).send().await.unwrap();
        assert_eq!((response.url().path(), response.content_length()), ("/orders/7", Some(8)));
        assert!(response.remote_addr().is_some());
        assert_eq!(response.text().await.unwrap(), "an order");
        address.port()
    });
    let port = watched.returned;
    let series = format!(
        r#"http.client.request.duration{{http.request.method="GET",http.response.status_code="200",network.protocol.version="1.1",server.address="127.0.0.1",server.port="{port}"}}"#
    );
    assert_eq!(watched.metrics.histogram(&series).unwrap().len(), 1);
    let fields = fields(&span(&watched.trace, "http.client.request"));
    assert!(fields.iter().all(|field| !field.contains("secret") && !field.contains("ada")), "{fields:?}");
    assert!(fields.iter().any(|field| field.ends_with("/orders/7?sig=REDACTED")), "{fields:?}");
}

#[test]
fn refused_connection_is_an_error() {
    let watched = watched(async {
        let free = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap().local_addr().unwrap();
        client(HttpClientMiddleware::new()).get(format!("http://{free}/")).send().await.is_err()
    });
    assert!(watched.returned);
    let span = span(&watched.trace, "http.client.request");
    assert_eq!(["otel.status_code", "error.type"].map(|field| span.text(field)), [Some("ERROR"), Some("connect")]);
}

#[test]
fn timeout_is_an_error_of_this_type() {
    let watched = watched(async {
        let service =
            service_fn(|_: http::Request<Incoming>| std::future::pending::<Result<Response<Body>, BoxError>>());
        let address = serve(Version::One, service).await;
        let request = client(HttpClientMiddleware::new()).get(format!("http://{address}/"));
        request.timeout(std::time::Duration::from_millis(1)).send().await.unwrap_err().is_timeout()
    });
    assert!(watched.returned);
    assert_eq!(span(&watched.trace, "http.client.request").text("error.type"), Some("timeout"));
}

#[test]
fn headers_have_the_context_and_duration_may_end_with_the_head() {
    let watched = watched(async {
        let echo = service_fn(|request: http::Request<Incoming>| async move {
            let parent = request.headers()["traceparent"].as_bytes().to_vec();
            Ok::<_, BoxError>(Response::new(Body::from(parent)))
        });
        let address =
            serve(Version::One, HttpServerLayer::new().with_spans(false).with_metrics(false).layer(echo)).await;
        let middleware = HttpClientMiddleware::new().with_measure_until(MeasureUntil::Head);
        client(middleware).get(format!("http://{address}/")).send().await.unwrap().text().await.unwrap()
    });
    assert_eq!(watched.returned.len(), 55, "{}", watched.returned);
    assert_eq!(watched.metrics.series().len(), 1);
}
