//! The endpoints that Prometheus and Kubernetes ask: `/metrics`, `/livez`, `/readyz`, `/healthz`.

use std::sync::Arc;

use axum::Router;
#[cfg(feature = "prometheus")]
use axum::http::HeaderMap;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

use super::report;
use super::watch::Watch;
#[cfg(feature = "prometheus")]
use super::{page, refresh};

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
///   format that the scraper asks for, and compressed if it may be. It waits for no check: it answers with what the last report said, and has another one made if that is older than two seconds.
///
/// Every report is told to the recorder, whoever asked for it:
///
/// - `attuned_telemetry_health_status{component="store.disk",state="unhealthy"}` is 1 if the component is in that state,
///   else 0; the states are `healthy`, `degraded` and `unhealthy`. A component that is not there any more is in none.
/// - `attuned_telemetry_health_check_timestamp_seconds` is when the last report was made, as Unix time. A check that
///   hangs is known by its being old; before the first report it is 0.
///
/// ```
/// use std::sync::Arc;
///
/// use attuned_telemetry_rt::HealthRegistry;
/// use attuned_telemetry_rt::http::Endpoints;
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
        let watch = self.health.map(|registry| Arc::new(Watch::new(registry)));
        if let Some(watch) = &watch {
            for path in ["/readyz", "/healthz"] {
                let watch = Arc::clone(watch);
                router = router.route(path, get(async move || health(&watch).await));
            }
        }
        #[cfg(feature = "prometheus")]
        if let Some(exporter) = self.metrics {
            let refresh = watch.map(refresh::Refresh::of);
            let scrape = async move |headers: HeaderMap| {
                refresh.iter().for_each(refresh::Refresh::start);
                page::answer(&exporter, &headers)
            };
            router = router.route("/metrics", get(scrape));
        }
        router
    }
}

/// A report that is late is a bad one.
async fn health(watch: &Arc<Watch>) -> Response {
    match watch.report().await {
        Some(status) => json(report::status_code(status.status), report::report(&status)),
        None => json(report::status_code(HealthState::Unhealthy), report::no_answer()),
    }
}

/// An answer that no proxy may keep.
fn json(code: StatusCode, body: String) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/health+json"), (header::CACHE_CONTROL, "no-store")];
    (code, headers, body).into_response()
}
