//! The endpoints that Prometheus and Kubernetes ask: `/metrics`, `/livez`, `/readyz`, `/healthz`.

mod listener;
#[cfg(feature = "prometheus")]
mod page;
mod path;
mod report;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
#[cfg(feature = "prometheus")]
use axum::http::HeaderMap;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

pub use listener::{ListenError, Listener};

#[cfg(feature = "prometheus")]
use crate::export::prometheus::PrometheusExporter;
use crate::{HealthRegistry, HealthState};

/// The endpoints that Prometheus and Kubernetes ask.
///
/// - `GET /livez` is 200 as long as the process answers at all: it says nothing of databases, so that Kubernetes does
///   not restart a process that waits for one.
/// - `GET /readyz` and `GET /healthz` ask the registered components: 200, or 503 if one is unhealthy that is not
///   optional.
/// - `GET /metrics` is 200 whatever the components say, so that no scrape is lost when it matters. It is written in the
///   format that the scraper asks for, and compressed if it may be.
///
/// ```
/// use std::sync::Arc;
///
/// use attuned_telemetry_rt::HealthRegistry;
/// use attuned_telemetry_rt::export::http::Endpoints;
///
/// let router: axum::Router = Endpoints::new().with_health(Arc::new(HealthRegistry::new())).router();
/// ```
#[derive(Clone, Default)]
pub struct Endpoints {
    health: Option<Arc<HealthRegistry>>,
    #[cfg(feature = "prometheus")]
    metrics: Option<PrometheusExporter>,
}

impl Endpoints {
    /// `/livez` alone.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `/readyz` and `/healthz`.
    #[must_use]
    pub fn with_health(mut self, registry: Arc<HealthRegistry>) -> Self {
        self.health = Some(registry);
        self
    }

    /// Adds `/metrics`.
    #[cfg(feature = "prometheus")]
    #[must_use]
    pub fn with_metrics(mut self, exporter: PrometheusExporter) -> Self {
        self.metrics = Some(exporter);
        self
    }

    /// The endpoints as a part of an axum application.
    pub fn router<S: Clone + Send + Sync + 'static>(self) -> Router<S> {
        let mut router = Router::new().route("/livez", get(async || json(StatusCode::OK, report::alive())));
        if let Some(registry) = self.health {
            for path in ["/readyz", "/healthz"] {
                let registry = Arc::clone(&registry);
                router = router.route(path, get(async move || health(registry).await));
            }
        }
        #[cfg(feature = "prometheus")]
        if let Some(exporter) = self.metrics {
            router = router.route("/metrics", get(async move |headers: HeaderMap| page::answer(&exporter, &headers)));
        }
        router
    }
}

/// How long a report may take, checks that block their thread included.
const LIMIT: Duration = Duration::from_millis(900);

/// Asks the components on a thread where a check that blocks holds nothing else, and gives it up when it is late.
async fn health(registry: Arc<HealthRegistry>) -> Response {
    let runtime = tokio::runtime::Handle::current();
    let asked = tokio::task::spawn_blocking(move || runtime.block_on(registry.check()));
    match tokio::time::timeout(LIMIT, asked).await {
        Ok(Ok(status)) => json(report::status_code(status.status), report::report(&status)),
        _ => json(report::status_code(HealthState::Unhealthy), report::no_answer()),
    }
}

/// An answer that no proxy may keep.
fn json(code: StatusCode, body: String) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/health+json"), (header::CACHE_CONTROL, "no-store")];
    (code, headers, body).into_response()
}
