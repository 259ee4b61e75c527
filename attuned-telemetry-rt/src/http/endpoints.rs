//! The routes of the HTTP endpoints.

use std::sync::Arc;

use axum::Router;
#[cfg(feature = "prometheus")]
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;

use super::answers;
#[cfg(feature = "prometheus")]
use super::refresh::Refresh;
use super::reporter::HealthReporter;
use crate::core::clock::utc;
use crate::core::health::registry::HealthRegistry;
#[cfg(feature = "prometheus")]
use crate::export::prometheus::PrometheusExporter;

/// HTTP endpoints for Prometheus and Kubernetes.
///
/// | endpoint | response |
/// |---|---|
/// | `GET /livez` | 200 while the process responds. It runs no checks, so that Kubernetes does not restart a process that waits for a database |
/// | `GET /readyz`, `GET /healthz` | checks the registered components: 200, or 503 if a component that is not optional is unhealthy, the report takes more than 900 ms, or no thread can be started. The body is `application/health+json` |
/// | `GET /metrics` | 200 with the metrics, whatever the state of the components. The request's `Accept` selects the format, `Accept-Encoding: gzip` enables compression |
///
/// A scrape of `/metrics` never waits for health checks: it shows the last report. If the last report is older than two
/// seconds, the scrape starts a new one in the background.
///
/// Every report sets these gauges:
///
/// - `attuned_telemetry_health_status{component="store.disk",state="unhealthy"}` is 1 for the component's current state
///   and 0 for the others, with the states `healthy`, `degraded` and `unhealthy`. It is 0 in all states for a component
///   that no longer exists.
/// - `attuned_telemetry_health_check_timestamp_seconds` is the Unix time of the last report, 0 before the first one. It
///   stops advancing while a check blocks its thread.
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
    /// Creates endpoints with `/livez` only.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `/readyz` and `/healthz`, which check the components of `registry`.
    #[must_use]
    pub fn with_health(mut self, registry: Arc<HealthRegistry>) -> Self {
        self.health = Some(registry);
        self
    }

    /// Adds `/metrics`, which exports the metrics of `exporter`.
    #[cfg(feature = "prometheus")]
    #[must_use]
    pub fn with_metrics(mut self, exporter: PrometheusExporter) -> Self {
        self.metrics = Some(exporter);
        self
    }

    /// Returns a router with the endpoints, to merge into an `axum` application. It needs a Tokio runtime.
    pub fn router<S: Clone + Send + Sync + 'static>(self) -> Router<S> {
        let mut router = Router::new().route("/livez", get(async || answers::health::alive()));
        let reporter = self.health.map(|registry| Arc::new(HealthReporter::new(registry)));
        if let Some(reporter) = &reporter {
            for path in ["/readyz", "/healthz"] {
                let reporter = Arc::clone(reporter);
                router = router.route(path, get(async move || health(&reporter).await));
            }
        }
        #[cfg(feature = "prometheus")]
        if let Some(exporter) = self.metrics {
            let refresh = reporter.map(Refresh::new);
            let scrape = async move |headers: HeaderMap| {
                refresh.iter().for_each(Refresh::start);
                answers::metrics::page(&exporter, &headers)
            };
            router = router.route("/metrics", get(scrape));
        }
        router
    }
}

async fn health(reporter: &Arc<HealthReporter>) -> Response {
    match reporter.report().await {
        Ok(Some(status)) => answers::health::report(&status, utc::now()),
        Ok(None) => answers::health::unknown("the checks did not answer in time"),
        Err(error) => {
            tracing::error!("the health checks cannot run: no thread can be started ({error})");
            answers::health::unknown("the checks cannot run: no thread can be started")
        }
    }
}
