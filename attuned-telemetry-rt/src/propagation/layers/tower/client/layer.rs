//! The layer for clients.

use std::any::Any;
use std::sync::Arc;

use metrics::SharedString;

use crate::propagation::Propagators;
use crate::propagation::layers::conventions::exchange::ending::Side;
use crate::propagation::layers::conventions::exchange::settings::{MeasureUntil, Settings, Shared};
use crate::propagation::layers::conventions::request::known_methods::KnownMethods;
use crate::propagation::layers::conventions::request::query::SensitiveKeys;

/// A layer for clients: it opens a span for each request, writes the context to its headers, and records metrics.
///
/// Add a layer that retries around this one, so that each attempt has a span. Clones of the layer, and the services
/// that it creates, share its metrics.
#[derive(Clone)]
#[must_use = "a layer does nothing until it is added to a service"]
pub struct HttpClientLayer {
    pub(super) shared: Arc<Shared>,
    pub(super) propagators: Propagators,
}

impl HttpClientLayer {
    /// Creates a layer that records everything.
    ///
    /// The environment variable `OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS` is read once.
    pub fn new() -> Self {
        Self { shared: Settings::new(Side::Client).shared(), propagators: Propagators::default() }
    }

    /// Sets how the context of a request is written, and which baggage is sent to which hosts. Default:
    /// [`Propagators::default`]. Unless a policy is set, no baggage is sent.
    pub fn with_propagators(self, propagators: Propagators) -> Self {
        Self { propagators, ..self }
    }

    /// Sets whether requests have a span. Without spans, the context is still sent.
    pub fn with_spans(self, has_spans: bool) -> Self {
        self.with(|settings| settings.has_spans = has_spans)
    }

    /// Sets whether metrics are recorded.
    pub fn with_metrics(self, has_metrics: bool) -> Self {
        self.with(|settings| settings.has_metrics = has_metrics)
    }

    /// Sets when the duration of a request ends. By default, at the end of the response's body.
    pub fn with_measure_until(self, until: MeasureUntil) -> Self {
        self.with(|settings| settings.until = until)
    }

    /// Sets the values that `http.request.method` can have, instead of the default ones and those of the environment.
    /// Only the first 100 are used.
    pub fn with_known_methods<M: Into<String>>(self, methods: impl IntoIterator<Item = M>) -> Self {
        let names = methods.into_iter().map(|name| SharedString::from(name.into()));
        let methods = Arc::new(KnownMethods::new(names));
        self.with(|settings| settings.methods = methods)
    }

    /// Sets the keys of a query whose values are replaced by `REDACTED` in `url.full`, instead of the default ones.
    /// They are case-sensitive.
    pub fn with_sensitive_query_keys<K: Into<String>>(self, keys: impl IntoIterator<Item = K>) -> Self {
        let keys = SensitiveKeys::new(keys);
        self.with(|settings| settings.sensitive = keys)
    }

    /// Sets a function that returns the type of an error of the client or of the body of a response, for `error.type`.
    /// Each type creates series. If it returns `None`, the name of the Rust type is used.
    pub fn with_error_type(
        self,
        error_type: impl Fn(&dyn Any) -> Option<&'static str> + Send + Sync + 'static,
    ) -> Self {
        self.with(|settings| settings.error_type = Some(Arc::new(error_type)))
    }

    fn with(self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = self.shared.settings.clone();
        change(&mut settings);
        Self { shared: settings.shared(), ..self }
    }
}

impl Default for HttpClientLayer {
    fn default() -> Self {
        Self::new()
    }
}
