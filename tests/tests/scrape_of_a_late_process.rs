//! Scrapes of a process whose checks hang. This is a separate program, because no earlier report may exist.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::http::Endpoints;
use attuned_telemetry_rt::{HealthCheck, HealthRegistry};
use attuned_telemetry_tests::http::get;

static BEGUN: AtomicUsize = AtomicUsize::new(0);

#[derive(HealthCheck)]
struct Late {
    #[health(with = block)]
    lock: (),
}

#[expect(clippy::unused_async, reason = "a probe is an `async fn`")]
async fn block((): &()) -> bool {
    BEGUN.fetch_add(1, Ordering::Relaxed);
    sleep(Duration::from_secs(3));
    true
}

/// A scrape must not wait for a database.
#[test]
fn scrapes_do_not_wait_for_checks_or_start_a_second_check() {
    let exporter = PrometheusExporter::new();
    assert!(metrics::set_global_recorder(exporter.recorder()).is_ok());
    let registry = Arc::new(HealthRegistry::new());
    registry.register(Arc::new(Late { lock: () }));
    let endpoints = Endpoints::new().with_health(registry).with_metrics(exporter);
    let listener = endpoints.listen(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
    let scrape = || {
        let (code, page) = get(listener.address(), "/metrics");
        assert_eq!(code, 200);
        page
    };

    let started = Instant::now();
    for _ in 0..50 {
        scrape();
    }
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    assert_eq!(BEGUN.load(Ordering::Relaxed), 1);

    while BEGUN.load(Ordering::Relaxed) < 2 {
        assert!(started.elapsed() < Duration::from_secs(20), "no second check starts after the first has ended");
        sleep(Duration::from_millis(50));
        scrape();
    }
    assert!(started.elapsed() > Duration::from_secs(3), "{:?}", started.elapsed());
    let page = scrape();
    assert!(!page.contains("attuned_telemetry_health_status"), "a late report is not shown:\n{page}");
    let never = "attuned_telemetry_health_check_timestamp_seconds 0";
    assert!(page.lines().any(|line| line == never), "{page}");
}
