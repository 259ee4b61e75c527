//! Runs parts of telemetry in a process that cannot start threads. The test that starts this program asks for stacks
//! that are too large for the system, with the variable `RUST_MIN_STACK`.

use std::process::ExitCode;
use std::sync::Arc;
use std::thread;

use attuned_telemetry_rt::adapters::{MetricsAdapter, ObservabilityManager, async_trait};
use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::http::Endpoints;
use attuned_telemetry_rt::init::{TelemetryBuilder, TracingConfig};
use attuned_telemetry_rt::{HealthCheck, HealthRegistry, MemorySink, observed};
use attuned_telemetry_tests::task::block_on;

#[observed(scope = "shop", op = "buy")]
fn buy() {}

#[derive(HealthCheck)]
struct Store {
    #[health(with = |()| true)]
    disk: (),
}

struct Adapter;

#[async_trait]
impl MetricsAdapter for Adapter {
    async fn record_counter(&self, _: &str, _: u64, _: &[(&str, &str)]) {}
    async fn record_gauge(&self, _: &str, _: f64, _: &[(&str, &str)]) {}
    async fn record_histogram(&self, _: &str, _: f64, _: &[(&str, &str)]) {}
}

fn registry() -> Arc<HealthRegistry> {
    let registry = HealthRegistry::new();
    registry.register(Arc::new(Store { disk: () }));
    Arc::new(registry)
}

/// Serves the endpoints on the main thread, and prints their address.
async fn serve(exporter: PrometheusExporter) -> std::io::Result<()> {
    let router = Endpoints::new().with_health(registry()).with_metrics(exporter).router();
    let socket = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    println!("{}", socket.local_addr()?);
    axum::serve(socket, router).await
}

fn main() -> ExitCode {
    if thread::Builder::new().spawn(|| ()).is_ok() {
        eprintln!("the process can start threads");
        return ExitCode::FAILURE;
    }
    let refused = TelemetryBuilder::new().with_audit(MemorySink::new()).init();
    println!("{}", refused.err().map_or("started".to_owned(), |error| error.to_string()));
    println!(
        "{}",
        Endpoints::new()
            .listen(([127, 0, 0, 1], 0).into())
            .err()
            .map_or("serves".to_owned(), |error| error.to_string())
    );
    let manager = ObservabilityManager::new();
    let registered = manager.register_metrics_adapter(Arc::new(Adapter));
    println!("{}", registered.err().map_or("registered".to_owned(), |error| error.to_string()));
    let adapters = block_on(manager.health()).adapters.len() + block_on(manager.shutdown()).len();
    println!("{adapters} adapters are left");
    let status = block_on(registry().check());
    println!("{}: {:?}", status.status, status.checks[0].message);
    let exporter = PrometheusExporter::new();
    let builder = TelemetryBuilder::new().with_metrics(exporter.recorder()).with_tracing(TracingConfig::default());
    let Ok(_guard) = builder.init() else {
        eprintln!("logs and metrics need no thread");
        return ExitCode::FAILURE;
    };
    buy();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let served = runtime.and_then(|runtime| runtime.block_on(serve(exporter)));
    eprintln!("{served:?}");
    ExitCode::FAILURE
}
