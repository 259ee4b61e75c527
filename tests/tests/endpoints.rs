//! The endpoints, over a real connection.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]
#![allow(clippy::unused_async, reason = "a probe is an `async fn`")]

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::http::{Endpoints, Listener};
use attuned_telemetry_rt::{ComponentHealth, HealthCheck, HealthRegistry, HealthState};
use attuned_telemetry_tests::{DANGEROUS, is_raw};
use serde_json::Value;

/// A store with a database and an optional cache.
#[derive(HealthCheck)]
#[health(name = "store")]
struct Store {
    #[health(with = state)]
    database: HealthState,
    #[health(with = state, optional)]
    cache: HealthState,
}

async fn state(state: &HealthState) -> ComponentHealth {
    let mut health = ComponentHealth::new("", *state);
    health.message = Some("password for db:5432 refused".to_owned());
    health
}

#[derive(HealthCheck)]
struct Hangs {
    #[health(with = forever, timeout = "10m")]
    query: (),
}

async fn forever((): &()) -> bool {
    std::future::pending().await
}

fn free_port() -> SocketAddr {
    ([127, 0, 0, 1], 0).into()
}

fn serve(components: impl FnOnce(&HealthRegistry)) -> Listener {
    let registry = Arc::new(HealthRegistry::new());
    components(&registry);
    Endpoints::new().with_health(registry).with_metrics(PrometheusExporter::new()).listen(free_port()).unwrap()
}

/// Status code, head and body of a response.
fn get(listener: &Listener, path: &str) -> (u16, String, String) {
    let mut connection = TcpStream::connect(listener.address()).unwrap();
    write!(connection, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head[9..12].parse().unwrap(), head.to_lowercase(), body.to_owned())
}

fn store(database: HealthState, cache: HealthState) -> Listener {
    serve(|registry| registry.register(Arc::new(Store { database, cache })))
}

#[test]
fn a_healthy_process_is_ready() {
    let listener = store(HealthState::Healthy, HealthState::Healthy);
    let (code, head, body) = get(&listener, "/readyz");
    let report: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(code, 200);
    assert!(head.contains("content-type: application/health+json"), "{head}");
    assert!(head.contains("cache-control: no-store"), "{head}");
    assert_eq!(report["status"], "pass");
    assert_eq!(report["checks"]["store"][0]["status"], "pass");
    assert_eq!(report["checks"]["store.database"][0]["status"], "pass");
    assert_eq!(report["checks"]["store.cache"][0]["optional"], true);
}

#[test]
fn an_unhealthy_part_takes_the_process_out_of_the_load_balancer() {
    let listener = store(HealthState::Unhealthy, HealthState::Healthy);
    let (code, _, body) = get(&listener, "/readyz");
    let report: Value = serde_json::from_str(&body).unwrap();
    assert_eq!((code, &report["status"]), (503, &Value::from("fail")));
    assert_eq!(report["checks"]["store.database"][0]["status"], "fail");
    assert_eq!(get(&listener, "/healthz").0, 503);
}

#[test]
fn an_unhealthy_optional_part_degrades_the_process_but_it_stays_ready() {
    let listener = store(HealthState::Healthy, HealthState::Unhealthy);
    let (code, _, body) = get(&listener, "/readyz");
    let report: Value = serde_json::from_str(&body).unwrap();
    assert_eq!((code, &report["status"]), (200, &Value::from("warn")));
}

#[test]
fn a_public_report_has_names_and_states_but_no_error_text() {
    let listener = store(HealthState::Unhealthy, HealthState::Degraded);
    for path in ["/readyz", "/healthz"] {
        let (_, _, body) = get(&listener, path);
        assert!(!body.contains("password") && !body.contains("5432"), "{body}");
    }
}

#[test]
fn a_process_that_waits_for_its_database_is_alive() {
    assert_eq!(get(&store(HealthState::Unhealthy, HealthState::Unhealthy), "/livez").0, 200);
}

/// Unhealthy components must not make scrapes fail.
#[test]
fn metrics_are_answered_while_the_process_is_unhealthy() {
    let (code, head, _) = get(&store(HealthState::Unhealthy, HealthState::Healthy), "/metrics");
    assert_eq!(code, 200);
    assert!(head.contains("content-type: text/plain; version=0.0.4"), "{head}");
}

/// Kubernetes waits one second, and a check without an answer must not look healthy.
#[test]
fn a_hanging_check_is_unhealthy_and_answered_within_a_second() {
    let listener = serve(|registry| registry.register(Arc::new(Hangs { query: () })));
    let started = Instant::now();
    let (code, _, body) = get(&listener, "/readyz");
    assert!(started.elapsed() < Duration::from_secs(1), "it took {:?}", started.elapsed());
    assert_eq!(code, 503);
    let report: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(report["status"], "fail", "{report}");
    assert_eq!(report["checks"]["hangs"][0]["status"], "fail", "the report names the late component: {report}");
}

#[derive(HealthCheck)]
struct Blocks {
    #[health(with = block)]
    lock: (),
}

async fn block((): &()) -> bool {
    std::thread::sleep(Duration::from_secs(3));
    true
}

/// Path of each component in the report.
fn paths(listener: &Listener) -> Vec<String> {
    let (_, _, body) = get(listener, "/readyz");
    assert!(!body.contains(char::is_control), "{body}");
    let report: Value = serde_json::from_str(&body).unwrap();
    report["checks"].as_object().unwrap().keys().cloned().collect()
}

#[derive(HealthCheck)]
struct Regions {
    #[health]
    shards: BTreeMap<&'static str, Vec<Shard>>,
}

#[derive(HealthCheck)]
struct Shard;

fn regions<const N: usize>(names: [&'static str; N]) -> Listener {
    let shards = names.map(|name| (name, vec![Shard])).into();
    serve(|registry| registry.register(Arc::new(Regions { shards })))
}

#[test]
fn a_name_with_a_dot_is_not_treated_as_a_path() {
    let expected =
        ["regions", "regions.shards", "regions.shards.eu", "regions.shards.eu%2E0", "regions.shards.eu%252E0"];
    let found = paths(&regions(["eu", "eu.0", "eu%2E0"]));
    assert!(expected.iter().all(|path| found.contains(&(*path).to_owned())), "{found:?}");
    assert_eq!(found.len(), expected.len() + 3, "each region has its own shard: {found:?}");
    assert!(found.contains(&"regions.shards.eu.0".to_owned()), "{found:?}");
}

#[test]
fn a_name_is_shown_without_control_characters() {
    let found = paths(&regions(["a\"b\\c", "line\nbreak", "\u{1b}[31m", "\u{9b}2J", "\u{202e}drow", "größe", ""]));
    for segment in ["a\"b\\c", "line%0Abreak", "%1B[31m", "%C2%9B2J", "%E2%80%AEdrow", "größe", ""] {
        let path = format!("regions.shards.{segment}");
        assert!(found.contains(&path), "{path:?} is not among {found:?}");
    }
}

#[test]
fn a_report_has_no_invisible_characters() {
    let (_, _, body) = get(&regions([DANGEROUS]), "/readyz");
    assert!(body.contains("regions.shards.%7F%C2%85") && !is_raw(&body), "{body:?}");
}

/// A component with a custom name.
struct Named(&'static str);

#[async_trait::async_trait]
impl HealthCheck for Named {
    async fn check(&self) -> ComponentHealth {
        ComponentHealth::healthy(self.0)
    }
}

#[test]
fn a_registered_component_cannot_have_the_path_of_a_part() {
    let listener = serve(|registry| {
        registry.register(Arc::new(Store { database: HealthState::Healthy, cache: HealthState::Healthy }));
        registry.register(Arc::new(Named("store.cache")));
    });
    assert_eq!(paths(&listener), ["store", "store%2Ecache", "store.cache", "store.database"]);
}

/// A check that blocks its thread cannot be interrupted, but it does not delay the others.
#[test]
fn a_blocking_check_times_out_and_blocks_no_other_endpoint() {
    let listener = serve(|registry| registry.register(Arc::new(Blocks { lock: () })));
    let started = Instant::now();
    std::thread::scope(|scope| {
        let ready = scope.spawn(|| get(&listener, "/readyz").0);
        std::thread::sleep(Duration::from_millis(100));
        assert_eq!(get(&listener, "/livez").0, 200);
        assert!(started.elapsed() < Duration::from_millis(900), "{:?}", started.elapsed());
        assert_eq!(ready.join().unwrap(), 503);
    });
    assert!(started.elapsed() < Duration::from_millis(1_500), "{:?}", started.elapsed());
    drop(listener);
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
}

/// Panics when it is dropped.
struct PanicsInDrop;

struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("given up");
    }
}

#[async_trait::async_trait]
impl HealthCheck for PanicsInDrop {
    async fn check(&self) -> ComponentHealth {
        let _bomb = Bomb;
        std::future::pending().await
    }
}

#[test]
fn a_check_that_panics_when_it_is_dropped_does_not_prevent_the_report() {
    // Printing a backtrace takes longer than the timeout of a report.
    std::panic::set_hook(Box::new(|_| {}));
    let listener = serve(|registry| registry.register(Arc::new(PanicsInDrop)));
    let (code, _, body) = get(&listener, "/readyz");
    assert_eq!(code, 503);
    assert!(body.contains("PanicsInDrop"), "{body}");
}

#[test]
fn a_port_in_use_gives_an_error_with_a_fix() {
    let first = serve(|_| ());
    let error = Endpoints::new().listen(first.address()).unwrap_err().to_string();
    assert!(error.starts_with(&format!("cannot listen on {}: ", first.address())), "{error}");
    assert!(error.ends_with("use another address, or port 0 for any free port"), "{error}");
}

#[test]
fn a_dropped_listener_releases_its_port() {
    let first = serve(|_| ());
    let address = first.address();
    drop(first);
    assert!(Endpoints::new().listen(address).is_ok());
}
