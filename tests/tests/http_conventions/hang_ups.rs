//! Clients that hang up, services that panic, and timeouts, with real connections.

use std::future::pending;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::propagation::tower::HttpServerLayer;
use axum::body::Body;
use futures_util::stream::{self, StreamExt as _};
use http::{Request, Response};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tower::timeout::TimeoutLayer;
use tower::util::BoxCloneService;
use tower::{BoxError, Layer as _, ServiceExt as _, service_fn};

use super::servers::{Version, connect, serve};

/// The number of clients of each scenario.
const CLIENTS: i64 = 10_000;

/// The number of clients at the same time.
const AT_ONCE: i64 = 16;

/// What a client, or the service, does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Scenario {
    HangUpBeforeTheHead,
    HangUpInTheBody,
    Panic,
    TimeoutOutside,
    TimeoutInside,
}

/// Signals of the service: a permit for each request that is being handled, by client.
type Signals = Arc<[Semaphore]>;

/// Handles a request as the scenario demands. The path is the number of the client.
async fn handle(scenario: Scenario, signals: Signals, request: Request<Incoming>) -> Result<Response<Body>, BoxError> {
    let client: usize = request.uri().path()[1..].parse()?;
    signals[client].add_permits(1);
    match scenario {
        Scenario::Panic => panic!("on purpose"),
        Scenario::HangUpInTheBody => {
            let first = stream::iter([Ok::<_, io::Error>("first")]);
            Ok(Response::new(Body::from_stream(first.chain(stream::pending()))))
        }
        _ => pending().await,
    }
}

fn service(scenario: Scenario, signals: Signals) -> BoxCloneService<Request<Incoming>, Response<Body>, BoxError> {
    let handler = service_fn(move |request| handle(scenario, Arc::clone(&signals), request));
    let layer = HttpServerLayer::new();
    let timeout = TimeoutLayer::new(Duration::from_millis(1));
    match scenario {
        Scenario::TimeoutInside => layer.layer(timeout.layer(handler)).map_response(boxed).boxed_clone(),
        Scenario::TimeoutOutside => timeout.layer(layer.layer(handler)).map_response(boxed).boxed_clone(),
        _ => layer.layer(handler).map_response(boxed).boxed_clone(),
    }
}

fn boxed<B>(response: Response<B>) -> Response<Body>
where
    B: http_body::Body<Data = bytes::Bytes, Error: Into<BoxError>> + Send + 'static,
{
    response.map(Body::new)
}

/// Sends a request with HTTP/1, and hangs up or waits for the end of the connection.
async fn visit_one(scenario: Scenario, address: SocketAddr, client: usize, signals: &[Semaphore]) {
    let mut connection = TcpStream::connect(address).await.unwrap();
    // The connection is reset when it is dropped.
    connection.set_zero_linger().unwrap();
    connection.write_all(format!("GET /{client} HTTP/1.1\r\nhost: shop\r\n\r\n").as_bytes()).await.unwrap();
    signals[client].acquire().await.unwrap().forget();
    let mut received = Vec::new();
    match scenario {
        Scenario::HangUpBeforeTheHead => {}
        Scenario::HangUpInTheBody => {
            while !received.ends_with(b"first\r\n") {
                assert_ne!(connection.read_buf(&mut received).await.unwrap(), 0);
            }
        }
        _ => assert_eq!(connection.read_buf(&mut received).await.unwrap_or_default(), 0),
    }
}

/// Sends a request with HTTP/2, and resets the stream or waits for its end.
async fn visit_two(
    scenario: Scenario,
    sender: &mut hyper::client::conn::http2::SendRequest<Body>,
    client: usize,
    signals: &[Semaphore],
) {
    let request = Request::get(format!("http://shop/{client}")).body(Body::empty()).unwrap();
    sender.ready().await.unwrap();
    let mut response = Box::pin(sender.send_request(request));
    match scenario {
        Scenario::HangUpBeforeTheHead => {
            tokio::select! {
                biased;
                permit = signals[client].acquire() => permit.unwrap().forget(),
                response = &mut response => panic!("{response:?}"),
            }
        }
        Scenario::HangUpInTheBody => {
            let mut response = response.await.unwrap();
            assert!(response.body_mut().frame().await.unwrap().unwrap().is_data());
        }
        _ => assert!(response.await.is_err()),
    }
}

/// Runs all clients of a scenario.
async fn visit(scenario: Scenario, version: Version) {
    let signals: Signals = (0..AT_ONCE).map(|_| Semaphore::new(0)).collect();
    let address = serve(version, service(scenario, Arc::clone(&signals))).await;
    let clients = (0..signals.len()).map(|client| {
        let signals = Arc::clone(&signals);
        tokio::spawn(async move {
            match version {
                Version::One => {
                    for _ in 0..CLIENTS / AT_ONCE {
                        visit_one(scenario, address, client, &signals).await;
                    }
                }
                Version::Two => {
                    let mut sender = connect(address).await;
                    for _ in 0..CLIENTS / AT_ONCE {
                        visit_two(scenario, &mut sender, client, &signals).await;
                    }
                }
            }
        })
    });
    for client in clients.collect::<Vec<_>>() {
        client.await.unwrap();
    }
}

/// Returns the sum of the samples that start with a text and contain another.
fn sum(page: &str, start: &str, part: &str) -> i64 {
    let lines = page.lines().filter(|line| line.starts_with(start) && line.contains(part));
    lines.map(|line| line.rsplit(' ').next().unwrap().parse::<i64>().unwrap()).sum()
}

/// Waits until all requests have ended, and returns the page.
async fn page_at_rest(exporter: &PrometheusExporter, requests: i64) -> String {
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        let page = exporter.render();
        let active = sum(&page, "http_server_active_requests{", "");
        let ended = sum(&page, "http_server_request_duration_seconds_count{", "");
        if (active, ended) == (0, requests) {
            return page;
        }
        assert!(Instant::now() < deadline, "{active} requests are active, {ended} of {requests} have ended: {page}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[test]
fn gauge_returns_to_zero_when_10_000_clients_hang_up() {
    let exporter = PrometheusExporter::new();
    exporter.install().unwrap();
    // The panics are on purpose.
    std::panic::set_hook(Box::new(|_| ()));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let scenarios = [
        (Scenario::HangUpBeforeTheHead, "status=\"cancelled\""),
        (Scenario::HangUpInTheBody, "status=\"cancelled\""),
        (Scenario::TimeoutOutside, "status=\"cancelled\""),
        (Scenario::TimeoutInside, "error_type=\"Error\""),
        (Scenario::Panic, "error_type=\"panic\""),
    ];
    let mut requests = 0;
    for (version, number) in [(Version::One, "\"1.1\""), (Version::Two, "\"2\"")] {
        for (scenario, label) in scenarios {
            let count = |page: &str| {
                let lines = page.lines().filter(|line| line.contains(number)).collect::<Vec<_>>().join("\n");
                sum(&lines, "http_server_request_duration_seconds_count{", label)
            };
            let before = count(&exporter.render());
            runtime.block_on(visit(scenario, version));
            requests += CLIENTS;
            let page = runtime.block_on(page_at_rest(&exporter, requests));
            assert_eq!(count(&page) - before, CLIENTS, "{scenario:?} {version:?}: {page}");
        }
    }
}
