//! The program with telemetry: start-up, endpoints, report.

use std::error::Error;
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use attuned_telemetry_rt::export::otlp::OtlpConfig;
use attuned_telemetry_rt::propagation::tower::HttpServerLayer;
use attuned_telemetry_rt::{
    Endpoints, HealthRegistry, JsonLinesSink, PrometheusExporter, TelemetryBuilder, TelemetryGuard, TracingConfig,
};
use axum::{Router, middleware};

use super::exposition::Sample;
use super::{gauges, report};
use crate::store::{StateStore, Usage};

/// Maximum number of times that a report waits for calls whose clients have disconnected.
const MOST_WAITS: usize = 100;
/// Duration of each wait.
const WAIT: Duration = Duration::from_millis(20);

/// The program's telemetry. Dropping it flushes the audit file, and sends what is left to the collector.
pub(crate) struct Telemetry {
    guard: TelemetryGuard,
    exporter: PrometheusExporter,
    audit_file: PathBuf,
    store: Arc<dyn StateStore>,
}

impl Telemetry {
    /// Starts telemetry. Audit records go to a file in `folder`; spans, metrics and log records go to the collector
    /// `otlp`, if there is one.
    ///
    /// # Errors
    ///
    /// Returns an error if an environment variable or the URL of the collector is invalid, or if the audit file cannot
    /// be written.
    pub(crate) fn start(folder: &Path, otlp: Option<&str>, store: Arc<dyn StateStore>) -> Result<Self, Box<dyn Error>> {
        // First, because an invalid setting must not replace the audit file of the previous run.
        let tracing = TracingConfig::from_env()?;
        let collector = otlp.map(collector);
        if let Some(collector) = &collector {
            collector.resolve()?;
        }
        let audit_file = new_audit_file(folder)?;
        let exporter = PrometheusExporter::new();
        let mut builder = TelemetryBuilder::new()
            .with_tracing(tracing)
            .with_metrics(exporter.recorder())
            .with_audit(JsonLinesSink::append(&audit_file)?);
        if let Some(collector) = collector {
            builder = builder.with_opentelemetry(collector);
        }
        let guard = builder.init()?;
        gauges::describe();
        Ok(Self { guard, exporter, audit_file, store })
    }

    /// Adds a span and metrics to each request. Its trace is that of the caller.
    #[expect(clippy::unused_self, reason = "same signature as without telemetry")]
    pub(crate) fn observe(&self, router: Router) -> Router {
        router.layer(HttpServerLayer::new())
    }

    /// Returns the routes `/metrics`, `/livez`, `/readyz` and `/healthz`. Each request sets the gauges first.
    pub(crate) fn endpoints(&self, health: Arc<HealthRegistry>) -> Router {
        let endpoints = Endpoints::new().with_metrics(self.exporter.clone()).with_health(health);
        let refresh = middleware::from_fn_with_state(Arc::clone(&self.store), gauges::refresh);
        endpoints.router().layer(refresh)
    }

    /// Returns a table of the calls so far, and the addresses of the endpoints.
    ///
    /// # Errors
    ///
    /// Returns an error if the audit file cannot be read, or the store fails.
    pub(crate) async fn report(&self, address: SocketAddr) -> Result<String, Box<dyn Error>> {
        let samples = self.settled().await;
        self.guard.flush();
        let records = fs::read_to_string(&self.audit_file)?.lines().count();
        let table = report::table(&samples);
        let mutations = report::mutations(&samples);
        let Usage { users, bytes } = self.store.usage().await?;
        Ok(format!(
            "\n{table}\nstore: {users} users, about {bytes} bytes\n\
             audit: {records} records for {mutations} calls that change a state, in {}\n\nendpoints:\n  \
             http://{address}/metrics\n  http://{address}/readyz\n  http://{address}/healthz\n  \
             http://{address}/state/{{user}}\n  http://{address}/translate/{{user}}\n",
            self.audit_file.display()
        ))
    }

    /// Waits until no call is in flight, up to a limit, and returns the metrics. After a client disconnects, its call
    /// takes a moment to end.
    async fn settled(&self) -> Vec<Sample> {
        let mut samples = Sample::parse_all(&self.exporter.render());
        for _ in 0..MOST_WAITS {
            tokio::time::sleep(WAIT).await;
            let before = std::mem::replace(&mut samples, Sample::parse_all(&self.exporter.render()));
            if samples == before && report::in_flight(&samples) == 0.0 {
                break;
            }
        }
        samples
    }
}

/// Returns the configuration of the export to a collector. The environment may give the service another name.
fn collector(url: &str) -> OtlpConfig {
    OtlpConfig::new()
        .endpoint(url)
        .default_service_name("state-store")
        .default_service_version(env!("CARGO_PKG_VERSION"))
}

/// Returns the path of the audit file of this run, and renames the file of the previous run.
fn new_audit_file(folder: &Path) -> io::Result<PathBuf> {
    let file = folder.join("audit.jsonl");
    match fs::rename(&file, folder.join("audit.previous.jsonl")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => std::path::absolute(file),
    }
}
