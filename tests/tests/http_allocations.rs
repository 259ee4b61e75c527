//! Allocations that the layers for HTTP add to a request, after the first requests. There is no subscriber.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::convert::Infallible;
use std::future::ready;

use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::propagation::tower::{HttpClientLayer, HttpServerLayer};
use attuned_telemetry_tests::allocations as counting;
use attuned_telemetry_tests::task::run;
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use tower::{Layer, Service, service_fn};

#[global_allocator]
static ALLOCATOR: counting::Counting = counting::Counting;

/// A request with a trace, and a request without one.
fn requests() -> [Request<()>; 2] {
    let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    let request = || Request::get("http://shop.example/orders/7?page=1");
    [request().header("traceparent", parent).body(()).unwrap(), request().body(()).unwrap()]
}

/// Returns the allocations of a request from its call to the end of the response's body.
fn allocations<S, B>(service: &mut S, request: Request<()>) -> usize
where
    S: Service<Request<()>, Response = Response<B>, Error = Infallible>,
    B: http_body::Body + Unpin,
{
    let before = counting::allocations();
    let mut response = run(service.call(request)).unwrap();
    assert!(run(response.body_mut().frame()).is_some_and(|frame| frame.is_ok()));
    drop(response);
    // `run` has a box for each of the two futures.
    counting::allocations() - before - 2
}

/// Returns the allocations that a layer adds to each of two kinds of requests, after some requests.
macro_rules! added {
    ($layer:expr) => {{
        let answer = |_: Request<()>| ready(Ok::<_, Infallible>(Response::new(Full::new(Bytes::from_static(b"body")))));
        let mut plain = service_fn(answer);
        let mut layered = $layer.layer(service_fn(answer));
        for _ in 0..100 {
            for request in requests() {
                allocations(&mut layered, request);
            }
        }
        let without = requests().map(|request| allocations(&mut plain, request));
        assert_eq!(without, [0, 0]);
        requests().map(|request| allocations(&mut layered, request))
    }};
}

/// The feature `opentelemetry`, which is on here, makes a context of OpenTelemetry's crate for a request with a trace.
const CONTEXT: usize = 1;

/// A trace that starts with a request is on the heap.
const NEW_TRACE: usize = 1;

#[test]
fn spans_and_metrics_of_a_server_allocate_nothing() {
    let layer = || HttpServerLayer::new().with_route(|_| Some("/orders/{id}"));
    assert_eq!(added!(layer()), [CONTEXT, NEW_TRACE], "no recorder");
    PrometheusExporter::new().install().unwrap();
    assert_eq!(added!(layer()), [CONTEXT, NEW_TRACE], "the recorder of this crate");
    assert_eq!(added!(layer().with_spans(false).with_metrics(false)), [CONTEXT, NEW_TRACE]);
}

#[test]
fn client_allocates_for_the_trace_and_its_header() {
    PrometheusExporter::new().install().unwrap();
    // The value of `traceparent` is on the heap. The second request has no headers, so the table of headers is new.
    let (value, table) = (1, 2);
    assert_eq!(added!(HttpClientLayer::new()), [NEW_TRACE + value, NEW_TRACE + value + table]);
}
