//! Health gauges on the page for Prometheus.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]
#![allow(clippy::cast_possible_truncation, reason = "the test takes seconds")]

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::http::{Endpoints, Listener};
use attuned_telemetry_rt::{ComponentHealth, HealthCheck, HealthRegistry};
use attuned_telemetry_tests::http;

/// The exporter of the global recorder.
fn exporter() -> PrometheusExporter {
    static EXPORTER: OnceLock<PrometheusExporter> = OnceLock::new();
    let install = || {
        let exporter = PrometheusExporter::new();
        assert!(metrics::set_global_recorder(exporter.recorder()).is_ok());
        exporter
    };
    EXPORTER.get_or_init(install).clone()
}

fn serve(component: impl HealthCheck + 'static) -> Listener {
    let registry = Arc::new(HealthRegistry::new());
    registry.register(Arc::new(component));
    let address = SocketAddr::from(([127, 0, 0, 1], 0));
    Endpoints::new().with_health(registry).with_metrics(exporter()).listen(address).unwrap()
}

fn get(listener: &Listener, path: &str) -> (u16, String) {
    http::get(listener.address(), path)
}

/// Polls the page until a series has a value.
fn wait_for(listener: &Listener, series: &str, value: f64) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while read(listener, series) != Some(value) {
        assert!(Instant::now() < deadline, "{series} is not {value} in:\n{}", get(listener, "/metrics").1);
        sleep(Duration::from_millis(10));
    }
}

fn read(listener: &Listener, series: &str) -> Option<f64> {
    let (code, page) = get(listener, "/metrics");
    assert_eq!(code, 200);
    page.lines().find_map(|line| line.strip_prefix(series)?.trim().parse().ok())
}

fn series(component: &str, state: &str) -> String {
    format!(r#"attuned_telemetry_health_status{{component="{component}",state="{state}"}}"#)
}

/// Values of a component's states, from healthy to unhealthy.
fn states(listener: &Listener, component: &str) -> [Option<f64>; 3] {
    ["healthy", "degraded", "unhealthy"].map(|state| read(listener, &series(component, state)))
}

const TIMESTAMP: &str = "attuned_telemetry_health_check_timestamp_seconds";

/// A component whose health a function returns.
struct Says<F>(F);

#[async_trait::async_trait]
impl<F: Fn() -> ComponentHealth + Send + Sync> HealthCheck for Says<F> {
    async fn check(&self) -> ComponentHealth {
        (self.0)()
    }
}

#[test]
fn a_scrape_alone_starts_a_report() {
    let parts = || vec![ComponentHealth::healthy("disk"), ComponentHealth::unhealthy("lock", "held")];
    let listener = serve(Says(move || ComponentHealth::of_parts("scraped", parts())));
    wait_for(&listener, &series("scraped.lock", "unhealthy"), 1.0);
    assert_eq!(states(&listener, "scraped"), [Some(0.0), Some(0.0), Some(1.0)]);
    assert_eq!(states(&listener, "scraped.disk"), [Some(1.0), Some(0.0), Some(0.0)]);
    let time = read(&listener, TIMESTAMP).unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64();
    assert!((now - 10.0..=now).contains(&time), "{time} is not just before {now}");
}

#[test]
fn reports_for_kubernetes_set_the_gauges() {
    let listener = serve(Says(|| ComponentHealth::degraded("asked", "half of it")));
    assert_eq!(get(&listener, "/readyz").0, 200);
    assert_eq!(states(&listener, "asked"), [Some(0.0), Some(1.0), Some(0.0)]);
}

#[test]
fn removed_component_is_in_no_state() {
    static IS_THERE: AtomicBool = AtomicBool::new(true);
    let parts = || Vec::from_iter(IS_THERE.load(Ordering::Relaxed).then(|| ComponentHealth::healthy("shard")));
    let listener = serve(Says(move || ComponentHealth::of_parts("leaves", parts())));
    get(&listener, "/readyz");
    assert_eq!(states(&listener, "leaves.shard"), [Some(1.0), Some(0.0), Some(0.0)]);
    IS_THERE.store(false, Ordering::Relaxed);
    get(&listener, "/readyz");
    assert_eq!(states(&listener, "leaves.shard"), [Some(0.0); 3]);
    assert_eq!(states(&listener, "leaves"), [Some(1.0), Some(0.0), Some(0.0)]);
}

#[test]
fn of_two_components_with_one_path_the_worse_state_is_shown() {
    let parts = || vec![ComponentHealth::unhealthy("one", "gone"), ComponentHealth::healthy("one")];
    let listener = serve(Says(move || ComponentHealth::of_parts("twins", parts())));
    get(&listener, "/readyz");
    assert_eq!(states(&listener, "twins.one"), [Some(0.0), Some(0.0), Some(1.0)]);
}

#[test]
fn fresh_report_is_reused() {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    let listener = serve(Says(|| {
        ASKED.fetch_add(1, Ordering::Relaxed);
        ComponentHealth::healthy("fresh")
    }));
    wait_for(&listener, &series("fresh", "healthy"), 1.0);
    let started = Instant::now();
    for _ in 0..20 {
        get(&listener, "/metrics");
    }
    let asked = ASKED.load(Ordering::Relaxed);
    assert!(asked <= 1 + started.elapsed().as_secs() as usize / 2, "{asked} reports in {:?}", started.elapsed());
    sleep(Duration::from_millis(2_100));
    get(&listener, "/metrics");
    let deadline = Instant::now() + Duration::from_secs(5);
    while ASKED.load(Ordering::Relaxed) < 2 {
        assert!(Instant::now() < deadline, "an old report is not replaced");
        sleep(Duration::from_millis(10));
    }
}
