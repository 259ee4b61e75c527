//! The service that the layer for clients makes.

use std::task::{Context, Poll};

use http::{Request, Response};
use http_body::Body;
use tower_layer::Layer;
use tower_service::Service;

use super::layer::HttpClientLayer;
use crate::propagation::layers::conventions::exchange::body::ObservedBody;
use crate::propagation::layers::conventions::exchange::sent;
use crate::propagation::layers::tower::response_future::ResponseFuture;

/// The service that [`HttpClientLayer`] makes.
#[derive(Clone)]
pub struct HttpClientService<S> {
    service: S,
    layer: HttpClientLayer,
}

impl<S> Layer<S> for HttpClientLayer {
    type Service = HttpClientService<S>;

    fn layer(&self, service: S) -> HttpClientService<S> {
        HttpClientService { service, layer: self.clone() }
    }
}

impl<S, B, R> Service<Request<B>> for HttpClientService<S>
where
    S: Service<Request<B>, Response = Response<R>, Error: 'static>,
    R: Body,
{
    type Response = Response<ObservedBody<R>>;
    type Error = S::Error;
    type Future = ResponseFuture<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.service.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let (mut head, body) = request.into_parts();
        let HttpClientLayer { shared, propagators } = &self.layer;
        let mut tracked = sent::start(shared, propagators, &head.method, &head.uri, &mut head.headers);
        let method = head.method.clone();
        let future = tracked.run(|| self.service.call(Request::from_parts(head, body)));
        ResponseFuture::new(future, tracked, method)
    }
}
