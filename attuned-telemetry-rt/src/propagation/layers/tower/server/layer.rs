//! The layer for servers.

use std::any::Any;
use std::borrow::Cow;
use std::sync::Arc;

use http::request::Parts;
use metrics::SharedString;

use super::names::HttpNames;
use super::received::Trust;
use super::route::RouteSource;
use crate::propagation::Propagators;
use crate::propagation::layers::conventions::exchange::ending::Side;
use crate::propagation::layers::conventions::exchange::settings::{MeasureUntil, Settings, Shared};
use crate::propagation::layers::conventions::request::known_methods::KnownMethods;
use crate::propagation::layers::conventions::request::protocol::Scheme;
use crate::propagation::layers::conventions::request::query::SensitiveKeys;

/// A layer for servers: it continues the trace of each request, opens a span, and records metrics.
///
/// Clones of the layer, and the services that it creates, share its metrics.
#[derive(Clone)]
#[must_use = "a layer does nothing until it is added to a service"]
pub struct HttpServerLayer {
    pub(super) shared: Arc<Shared>,
    pub(super) server: Arc<ServerSettings>,
}

/// What only a server needs.
#[derive(Clone)]
pub(super) struct ServerSettings {
    pub(super) propagators: Propagators,
    pub(super) route: RouteSource,
    pub(super) trust: Trust,
    /// Whether spans have the attributes `client.address` and `user_agent.original`.
    pub(super) has_client: bool,
}

impl HttpServerLayer {
    /// Creates a layer that records everything, under OpenTelemetry's names.
    ///
    /// The environment variable `OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS` is read once.
    pub fn new() -> Self {
        let server = ServerSettings {
            propagators: Propagators::default(),
            route: RouteSource::default(),
            trust: Trust::default(),
            has_client: true,
        };
        Self { shared: Settings::new(Side::Server).shared(), server: Arc::new(server) }
    }

    /// Sets how the context of a request is read, and how far callers are trusted. Default: [`Propagators::default`].
    pub fn with_propagators(self, propagators: Propagators) -> Self {
        self.with_server(|server| server.propagators = propagators)
    }

    /// Sets whether requests have a span. Without spans, the trace of a request is still continued.
    pub fn with_spans(self, has_spans: bool) -> Self {
        self.with_shared(|settings| settings.has_spans = has_spans)
    }

    /// Sets whether metrics are recorded.
    pub fn with_metrics(self, has_metrics: bool) -> Self {
        self.with_shared(|settings| settings.has_metrics = has_metrics)
    }

    /// Sets when the duration of a request ends. By default, at the end of the response's body.
    pub fn with_measure_until(self, until: MeasureUntil) -> Self {
        self.with_shared(|settings| settings.until = until)
    }

    /// Sets the names of spans and metrics.
    pub fn with_names(self, names: HttpNames) -> Self {
        self.with_shared(|settings| settings.naming = names.into())
    }

    /// Sets a function that returns the pattern of a request's route, such as `/users/{id}`. If it returns `None`, the
    /// route of axum is used (feature `axum`).
    ///
    /// Each pattern creates series, so do not return paths.
    pub fn with_route<R: Into<Cow<'static, str>>>(
        self,
        route: impl Fn(&Parts) -> Option<R> + Send + Sync + 'static,
    ) -> Self {
        self.with_server(|server| server.route.own = Some(Arc::new(move |request| route(request).map(Into::into))))
    }

    /// Uses `/package.Service/Method` as the route of gRPC calls. A call of a method that does not exist has no route
    /// in the metrics.
    pub fn with_grpc_routes(self) -> Self {
        self.with_server(|server| server.route.is_grpc = true)
    }

    /// Sets the values that `http.request.method` can have, instead of the default ones and those of the environment.
    /// Only the first 100 are used.
    pub fn with_known_methods<M: Into<String>>(self, methods: impl IntoIterator<Item = M>) -> Self {
        let names = methods.into_iter().map(|name| SharedString::from(name.into()));
        let methods = Arc::new(KnownMethods::new(names));
        self.with_shared(|settings| settings.methods = methods)
    }

    /// Sets the keys of a query whose values are replaced by `REDACTED` in `url.query`, instead of the default ones.
    /// They are case-sensitive.
    pub fn with_sensitive_query_keys<K: Into<String>>(self, keys: impl IntoIterator<Item = K>) -> Self {
        let keys = SensitiveKeys::new(keys);
        self.with_shared(|settings| settings.sensitive = keys)
    }

    /// Sets a function that returns the type of an error of the service or of the body of a response, for `error.type`.
    /// Each type creates series. If it returns `None`, the name of the Rust type is used.
    pub fn with_error_type(
        self,
        error_type: impl Fn(&dyn Any) -> Option<&'static str> + Send + Sync + 'static,
    ) -> Self {
        self.with_shared(|settings| settings.error_type = Some(Arc::new(error_type)))
    }

    /// Sets whether spans have the attributes `client.address` and `user_agent.original`. By default, they do.
    pub fn with_client_attributes(self, has_client: bool) -> Self {
        self.with_server(|server| server.has_client = has_client)
    }

    /// Reads the address of the client and the scheme from `x-forwarded-for` and `x-forwarded-proto`. Use this only
    /// behind a proxy that sets them.
    pub fn behind_proxy(self) -> Self {
        self.with_server(|server| server.trust.is_behind_proxy = true)
    }

    /// Sets `url.scheme` to `https` for requests without a scheme, for servers that use TLS. HTTP/1 requests have no
    /// scheme.
    pub fn over_tls(self) -> Self {
        self.with_server(|server| server.trust.scheme = Some(Scheme::Https))
    }

    fn with_shared(self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = self.shared.settings.clone();
        change(&mut settings);
        Self { shared: settings.shared(), ..self }
    }

    fn with_server(self, change: impl FnOnce(&mut ServerSettings)) -> Self {
        let mut server = Arc::unwrap_or_clone(self.server);
        change(&mut server);
        Self { server: Arc::new(server), ..self }
    }
}

impl Default for HttpServerLayer {
    fn default() -> Self {
        Self::new()
    }
}
