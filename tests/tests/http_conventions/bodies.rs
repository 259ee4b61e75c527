//! Bodies are measured until their end, and handed through unchanged.

use std::io;

use attuned_telemetry_rt::propagation::tower::{HttpServerLayer, MeasureUntil};
use attuned_telemetry_tests::metrics::Metrics;
use attuned_telemetry_tests::task::{Task, run};
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode};
use bytes::Bytes;
use futures_util::stream;
use http_body::{Body as _, Frame};
use http_body_util::{BodyExt as _, Full, StreamBody};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tower::{BoxError, Layer as _, ServiceExt as _, service_fn};

use super::servers::{Version, client, serve};
use super::support::{block_on, request};

const COMPLETE: &str = r#"http.server.request.duration{http.request.method="GET",http.response.status_code="200",network.protocol.version="1.1",url.scheme="http"}"#;
const ACTIVE: &str = r#"http.server.active_requests{http.request.method="GET",url.scheme="http"}"#;

/// Answers a request with a body, through a layer.
fn answered<B: http_body::Body>(
    layer: &HttpServerLayer,
    response: Response<B>,
) -> Response<attuned_telemetry_rt::propagation::tower::ObservedBody<B>> {
    answered_to(layer, "GET", response)
}

fn answered_to<B: http_body::Body>(
    layer: &HttpServerLayer,
    method: &str,
    response: Response<B>,
) -> Response<attuned_telemetry_rt::propagation::tower::ObservedBody<B>> {
    let response = std::sync::Mutex::new(Some(response));
    let service = service_fn(|_: Request<Body>| {
        let response = response.lock().unwrap().take().unwrap();
        async { Ok::<_, BoxError>(response) }
    });
    run(layer.layer(service).oneshot(request(method, "/"))).unwrap()
}

#[test]
fn streamed_body_counts_until_its_end() {
    let (sender, receiver) = tokio::sync::mpsc::unbounded_channel();
    let frames = stream::unfold(receiver, |mut receiver: tokio::sync::mpsc::UnboundedReceiver<&'static str>| async {
        let data = receiver.recv().await?;
        Some((Ok::<_, io::Error>(Frame::data(Bytes::from(data))), receiver))
    });
    let metrics = Metrics::new();
    metrics.watch(|| {
        let mut response = answered(&HttpServerLayer::new(), Response::new(Box::pin(StreamBody::new(frames))));
        for part in ["one", "two"] {
            sender.send(part).unwrap();
            assert_eq!(run(response.body_mut().frame()).unwrap().unwrap().into_data().unwrap(), part);
            assert_eq!((metrics.gauge(ACTIVE), metrics.histogram(COMPLETE)), (Some(1.0), None));
        }
        let start = std::time::Instant::now();
        let mut end = Task::waiting(response.body_mut().frame());
        while start.elapsed() < std::time::Duration::from_millis(20) {
            std::thread::yield_now();
        }
        drop(sender);
        assert!(matches!(end.poll(), std::task::Poll::Ready(None)));
        let durations = metrics.histogram(COMPLETE).unwrap();
        assert!(durations[0] >= 0.02, "{durations:?}");
        assert_eq!(metrics.gauge(ACTIVE), Some(0.0));
    });
    assert_eq!(metrics.series().len(), 2, "nothing is recorded when the body is dropped: {:?}", metrics.series());
}

#[test]
fn duration_can_end_with_the_head() {
    let metrics = Metrics::new();
    metrics.watch(|| {
        let layer = HttpServerLayer::new().with_measure_until(MeasureUntil::Head);
        let response = answered(&layer, Response::new(Full::new(Bytes::from("body"))));
        assert_eq!(
            (metrics.gauge(ACTIVE), metrics.histogram(COMPLETE).map(|values| values.len())),
            (Some(0.0), Some(1))
        );
        drop(response);
    });
    assert_eq!(metrics.series().len(), 2);
}

#[test]
fn responses_without_a_body_end_with_their_head() {
    let full = || Full::new(Bytes::from("not sent"));
    let status = |status| Response::builder().status(status).body(full()).unwrap();
    for (method, response) in [
        ("GET", Response::new(Full::default())),
        ("HEAD", Response::new(full())),
        ("GET", status(StatusCode::NO_CONTENT)),
        ("GET", status(StatusCode::NOT_MODIFIED)),
        ("GET", status(StatusCode::SWITCHING_PROTOCOLS)),
        ("CONNECT", Response::new(full())),
    ] {
        let metrics = Metrics::new();
        let shown = format!("{method} {response:?}");
        metrics.watch(|| drop(answered_to(&HttpServerLayer::new(), method, response)));
        let series = metrics.series();
        assert!(series.iter().all(|series| !series.contains("cancelled")), "{shown}: {series:?}");
        assert!(series.iter().any(|series| series.starts_with("http.server.request.duration")), "{shown}: {series:?}");
    }
}

#[test]
fn body_with_a_known_length_need_not_be_read_to_its_end() {
    let data = || StreamBody::new(stream::iter([Ok::<_, io::Error>(Frame::data(Bytes::from_static(b"1234")))]));
    for (length, is_complete) in [("4", true), ("5", false)] {
        let metrics = Metrics::new();
        metrics.watch(|| {
            let response = Response::builder().header("content-length", length).body(data()).unwrap();
            assert!(run(answered(&HttpServerLayer::new(), response).body_mut().frame()).is_some());
        });
        assert_eq!(metrics.histogram(COMPLETE).is_some(), is_complete, "{length}: {:?}", metrics.series());
    }
}

#[test]
fn trailers_sizes_and_ends_are_unchanged() {
    let trailers = HeaderMap::from_iter([("grpc-status".parse().unwrap(), "0".parse().unwrap())]);
    let frames = [Frame::data(Bytes::from("data")), Frame::trailers(trailers.clone())];
    let metrics = Metrics::new();
    metrics.watch(|| {
        let body = StreamBody::new(stream::iter(frames.map(Ok::<_, io::Error>)));
        let mut response = answered(&HttpServerLayer::new(), Response::new(body));
        assert_eq!(run(response.body_mut().frame()).unwrap().unwrap().into_data().unwrap(), "data");
        assert_eq!(metrics.histogram(COMPLETE), None);
        assert_eq!(run(response.body_mut().frame()).unwrap().unwrap().into_trailers().unwrap(), trailers);
        assert!(metrics.histogram(COMPLETE).is_some(), "nothing follows the trailers");
        assert!(run(response.body_mut().frame()).is_none());

        let full = answered(&HttpServerLayer::new(), Response::new(Full::new(Bytes::from("123"))));
        assert_eq!((full.body().size_hint().exact(), full.body().is_end_stream()), (Some(3), false));
        let empty = answered(&HttpServerLayer::new(), Response::new(Full::<Bytes>::default()));
        assert_eq!((empty.body().size_hint().exact(), empty.body().is_end_stream()), (Some(0), true));
    });
}

#[test]
fn error_of_a_body_is_an_error_after_a_success() {
    let metrics = Metrics::new();
    metrics.watch(|| {
        let broken = stream::iter([Err::<Frame<Bytes>, _>(io::Error::from(io::ErrorKind::StorageFull))]);
        let mut response = answered(&HttpServerLayer::new(), Response::new(StreamBody::new(broken)));
        let error = run(response.body_mut().frame()).unwrap().unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    });
    let expected = COMPLETE.replace('{', r#"{error.type="storage_full","#);
    assert!(metrics.series().contains(&expected), "{:?}", metrics.series());
}

#[test]
fn head_request_to_a_real_server_is_complete() {
    let metrics = Metrics::new();
    metrics.watch(|| {
        block_on(async {
            let service = service_fn(|_| async { Ok::<_, BoxError>(Response::new(Full::new(Bytes::from("body")))) });
            let address = serve(Version::One, HttpServerLayer::new().layer(service)).await;
            let request = Request::builder().method(Method::HEAD).uri(format!("http://{address}/"));
            let response = client().request(request.body(Body::empty()).unwrap()).await.unwrap();
            assert_eq!(response.headers()["content-length"], "4");
        });
    });
    let expected = COMPLETE.replace("GET", "HEAD");
    assert_eq!(metrics.histogram(&expected).map(|values| values.len()), Some(1), "{:?}", metrics.series());
}

#[test]
fn upgraded_connection_works_and_its_request_has_ended() {
    let metrics = Metrics::new();
    metrics.watch(|| {
        block_on(async {
            let service = service_fn(|request: Request<hyper::body::Incoming>| async {
                tokio::spawn(async {
                    let mut upgraded = hyper_util::rt::TokioIo::new(hyper::upgrade::on(request).await.unwrap());
                    upgraded.write_all(b"hello").await.unwrap();
                });
                let response = Response::builder().status(StatusCode::SWITCHING_PROTOCOLS).header("upgrade", "chat");
                Ok::<_, BoxError>(response.header("connection", "upgrade").body(Full::<Bytes>::default()).unwrap())
            });
            let address = serve(Version::One, HttpServerLayer::new().layer(service)).await;
            let mut connection = tokio::net::TcpStream::connect(address).await.unwrap();
            let request = b"GET / HTTP/1.1\r\nhost: shop\r\nupgrade: chat\r\nconnection: upgrade\r\n\r\n";
            connection.write_all(request).await.unwrap();
            let mut received = Vec::new();
            while !received.ends_with(b"hello") {
                assert_ne!(connection.read_buf(&mut received).await.unwrap(), 0);
            }
        });
    });
    let expected = COMPLETE.replace("200", "101");
    assert_eq!(metrics.histogram(&expected).map(|values| values.len()), Some(1), "{:?}", metrics.series());
    assert_eq!(metrics.gauge(ACTIVE), Some(0.0));
}
