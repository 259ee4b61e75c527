//! The service that the layer for servers makes.

use std::sync::Arc;
use std::task::{Context, Poll};

use http::request::Parts;
use http::{Request, Response};
use http_body::Body;
use tower_layer::Layer;
use tower_service::Service;
use tracing::Span;

use super::layer::{HttpServerLayer, ServerSettings};
use crate::core::clock::{Started, shared as shared_time};
use crate::propagation::layers::conventions::exchange::body::ObservedBody;
use crate::propagation::layers::conventions::exchange::exchange::Exchange;
use crate::propagation::layers::conventions::exchange::scope::Scope;
use crate::propagation::layers::conventions::exchange::settings::Shared;
use crate::propagation::layers::conventions::exchange::tracked::Tracked;
use crate::propagation::layers::conventions::metrics::attributes::Attributes;
use crate::propagation::layers::conventions::metrics::target::Target;
use crate::propagation::layers::conventions::request::protocol::HttpVersion;
use crate::propagation::layers::conventions::spans::server::{Received, open};
use crate::propagation::layers::tower::response_future::ResponseFuture;

/// The service that [`HttpServerLayer`] makes.
#[derive(Clone)]
pub struct HttpServerService<S> {
    service: S,
    layer: HttpServerLayer,
}

impl<S> HttpServerService<S> {
    /// Starts to measure a request, and opens its span.
    fn start(&self, request: &Parts) -> Tracked {
        let started = Started::now();
        let HttpServerLayer { shared, server } = &self.layer;
        let context = server.propagators.extract(&request.headers);
        if !shared.settings.has_spans && !shared.settings.has_metrics {
            return Tracked::new(Scope::received(context, Span::none), None);
        }
        let attributes = attributes(shared, server, request);
        let target = target(shared, server, request);
        let open = || span(shared, server, request, &target, &attributes);
        let scope = Scope::received(context, || shared_time::with(started, open));
        Tracked::new(scope, Some(Exchange::start(Arc::clone(shared), target, attributes, started)))
    }
}

fn attributes(shared: &Shared, server: &ServerSettings, request: &Parts) -> Attributes {
    let method = shared.settings.methods.index(&request.method);
    Attributes::new(method, Some(server.trust.scheme(request)), HttpVersion::of(request.version))
}

fn target(shared: &Shared, server: &ServerSettings, request: &Parts) -> Arc<Target> {
    let targets = &shared.metrics.targets;
    server.route.of(request).map_or_else(|| targets.unknown(), |route| targets.route(&route, &shared.settings.methods))
}

fn span(shared: &Shared, server: &ServerSettings, request: &Parts, target: &Target, attributes: &Attributes) -> Span {
    if !shared.settings.has_spans {
        return Span::none();
    }
    let ServerSettings { trust, has_client, .. } = server;
    let client = if *has_client { trust.client(request) } else { None };
    let received = Received { request, target, attributes, client, has_client: *has_client };
    open(&shared.settings, &received)
}

impl<S> Layer<S> for HttpServerLayer {
    type Service = HttpServerService<S>;

    fn layer(&self, service: S) -> HttpServerService<S> {
        HttpServerService { service, layer: self.clone() }
    }
}

impl<S, B, R> Service<Request<B>> for HttpServerService<S>
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
        let (head, body) = request.into_parts();
        let mut tracked = self.start(&head);
        let method = head.method.clone();
        let future = tracked.run(|| self.service.call(Request::from_parts(head, body)));
        ResponseFuture::new(future, tracked, method)
    }
}
