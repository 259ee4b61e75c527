//! `HttpServerLayer` and `HttpClientLayer`.

use std::convert::Infallible;
use std::future::{Future as _, Ready, ready};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use attuned_telemetry_rt::propagation::tower::{HttpClientLayer, HttpServerLayer};
use http::{Request, Response};
use tower_layer::Layer as _;
use tower_service::Service;

/// Answers with the header `traceparent`.
struct Echo;

impl Service<Request<()>> for Echo {
    type Response = Response<String>;
    type Error = Infallible;
    type Future = Ready<Result<Response<String>, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<()>) -> Self::Future {
        ready(Ok(Response::new(request.headers()["traceparent"].to_str().unwrap().to_owned())))
    }
}

pub(crate) fn check() {
    let mut service = HttpServerLayer::new().layer(HttpClientLayer::new().layer(Echo));
    let request = Request::get("http://shop.example/").header("traceparent", PARENT).body(()).unwrap();
    let response = pin!(service.call(request)).poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(response, Poll::Ready(Ok(response)) if response.status() == 200));
}

const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
