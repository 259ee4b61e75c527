//! The middleware.

use std::sync::Arc;

use async_trait::async_trait;
use http::{Extensions, Uri};
use reqwest::{Body, Request, Response, ResponseBuilderExt as _};
use reqwest_middleware::{Middleware, Next, Result};

use super::error_type;
use super::tracked_future::TrackedFuture;
use crate::propagation::Propagators;
use crate::propagation::layers::conventions::exchange::body::ObservedBody;
use crate::propagation::layers::conventions::exchange::ending::Side;
use crate::propagation::layers::conventions::exchange::sent;
use crate::propagation::layers::conventions::exchange::settings::{MeasureUntil, Settings, Shared};
use crate::propagation::layers::conventions::exchange::tracked::Tracked;
use crate::propagation::layers::conventions::request::query::SensitiveKeys;

/// A middleware that opens a span for each request, writes the context to its headers, and records metrics.
///
/// A clone shares the metrics.
#[derive(Clone)]
pub struct HttpClientMiddleware {
    shared: Arc<Shared>,
    propagators: Propagators,
}

impl HttpClientMiddleware {
    /// Creates a middleware that records everything.
    ///
    /// The environment variable `OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS` is read once.
    #[must_use]
    pub fn new() -> Self {
        let settings = Settings { error_type: Some(Arc::new(error_type::of)), ..Settings::new(Side::Client) };
        Self { shared: settings.shared(), propagators: Propagators::default() }
    }

    /// Sets how the context of a request is written, and which baggage is sent to which hosts. Default:
    /// [`Propagators::default`]. Unless a policy is set, no baggage is sent.
    #[must_use]
    pub fn with_propagators(self, propagators: Propagators) -> Self {
        Self { propagators, ..self }
    }

    /// Sets whether requests have a span. Without spans, the context is still sent.
    #[must_use]
    pub fn with_spans(self, has_spans: bool) -> Self {
        self.with(|settings| settings.has_spans = has_spans)
    }

    /// Sets whether metrics are recorded.
    #[must_use]
    pub fn with_metrics(self, has_metrics: bool) -> Self {
        self.with(|settings| settings.has_metrics = has_metrics)
    }

    /// Sets when the duration of a request ends. By default, at the end of the response's body.
    #[must_use]
    pub fn with_measure_until(self, until: MeasureUntil) -> Self {
        self.with(|settings| settings.until = until)
    }

    /// Sets the keys of a query whose values are replaced by `REDACTED` in `url.full`, instead of the default ones.
    /// They are case-sensitive.
    #[must_use]
    pub fn with_sensitive_query_keys<K: Into<String>>(self, keys: impl IntoIterator<Item = K>) -> Self {
        let keys = SensitiveKeys::new(keys);
        self.with(|settings| settings.sensitive = keys)
    }

    fn with(self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = self.shared.settings.clone();
        change(&mut settings);
        Self { shared: settings.shared(), ..self }
    }
}

impl Default for HttpClientMiddleware {
    fn default() -> Self {
        Self::new()
    }
}

#[async_trait]
impl Middleware for HttpClientMiddleware {
    async fn handle(&self, mut request: Request, extensions: &mut Extensions, next: Next<'_>) -> Result<Response> {
        let method = request.method().clone();
        // A URL that is no URI has no server that a request can be sent to.
        let uri = Uri::try_from(request.url().as_str()).unwrap_or_default();
        let tracked = sent::start(&self.shared, &self.propagators, &method, &uri, request.headers_mut());
        let (returned, mut tracked) = TrackedFuture::new(next.run(request, extensions), tracked).await;
        match returned {
            Ok(response) => {
                tracked.head(&method, response.status(), response.version());
                Ok(if tracked.is_open() { observed(response, tracked) } else { response })
            }
            Err(error) => {
                tracked.fail(&error);
                Err(error)
            }
        }
    }
}

/// Returns the response with a body that is measured.
fn observed(response: Response, tracked: Tracked) -> Response {
    let url = response.url().clone();
    let (head, body) = http::Response::<Body>::from(response).into_parts();
    let body = Body::wrap(ObservedBody::new(&head.headers, body, tracked));
    let mut observed = http::Response::from_parts(head, body);
    // `reqwest` stores the URL in a private type.
    if let Ok(with_url) = http::Response::builder().url(url).body(()) {
        let (with_url, ()) = with_url.into_parts();
        observed.extensions_mut().extend(with_url.extensions);
    }
    Response::from(observed)
}
