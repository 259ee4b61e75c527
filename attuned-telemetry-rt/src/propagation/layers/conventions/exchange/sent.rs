//! Starts to measure a request that this process sends.

use std::sync::Arc;

use http::{HeaderMap, Method, Uri};
use tracing::Span;

use super::exchange::Exchange;
use super::scope::Scope;
use super::settings::Shared;
use super::tracked::Tracked;
use crate::core::clock::{Started, shared};
use crate::propagation::Propagators;
use crate::propagation::layers::conventions::metrics::attributes::Attributes;
use crate::propagation::layers::conventions::request::address::Address;
use crate::propagation::layers::conventions::request::protocol::Scheme;
use crate::propagation::layers::conventions::spans::client;

/// Starts to measure a request that is sent now, opens its span, and writes the context to its headers.
pub(crate) fn start(
    shared: &Arc<Shared>,
    propagators: &Propagators,
    method: &Method,
    uri: &Uri,
    headers: &mut HeaderMap,
) -> Tracked {
    let started = Started::now();
    let settings = &shared.settings;
    let scheme = Scheme::of(uri.scheme());
    let index = settings.methods.index(method);
    let (tracked, host) = {
        let address = Address::of_request(uri, headers);
        let server = address.map(|server| Address { port: server.port.or(scheme.map(Scheme::default_port)), ..server });
        let open = || client::open(settings, index, method, uri, server);
        let scope = Scope::sent(if settings.has_spans { shared::with(started, open) } else { Span::none() });
        let exchange = (settings.has_spans || settings.has_metrics).then(|| {
            let targets = &shared.metrics.targets;
            let target = server.map_or_else(|| targets.unknown(), |server| targets.server(server, &settings.methods));
            Exchange::start(Arc::clone(shared), target, Attributes::new(index, scheme, None), started)
        });
        (Tracked::new(scope, exchange), uri.host().is_none().then(|| address.map(|server| server.host.to_owned())))
    };
    let host = host.flatten();
    let host = uri.host().or(host.as_deref()).unwrap_or_default();
    tracked.scope.enter(|| propagators.inject(headers, host));
    tracked
}
