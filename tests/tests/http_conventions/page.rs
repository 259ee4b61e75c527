//! The metrics on the page of the Prometheus exporter.

use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::propagation::tower::HttpServerLayer;

use super::support::{answer, block_on, request};

#[test]
fn page_has_the_buckets_and_the_unit_of_the_conventions() {
    let exporter = PrometheusExporter::new();
    exporter.install().unwrap();
    let layer = HttpServerLayer::new();
    for _ in 0..3 {
        block_on(answer(layer.clone(), request("GET", "/orders/7")));
    }
    let page = exporter.render();
    let labels = r#"http_request_method="GET",http_response_status_code="200",http_route="/orders/{id}",network_protocol_version="1.1",url_scheme="http""#;
    let name = "http_server_request_duration_seconds";
    let bounds = [
        "0.005", "0.01", "0.025", "0.05", "0.075", "0.1", "0.25", "0.5", "0.75", "1.0", "2.5", "5.0", "7.5", "10.0",
        "+Inf",
    ];
    let found: Vec<_> = page
        .lines()
        .filter(|line| line.starts_with(&format!("{name}_bucket{{")))
        .filter_map(|line| line.split("le=\"").nth(1)?.split('"').next())
        .collect();
    assert_eq!(found, bounds, "{page}");
    let count = page.lines().find(|line| line.starts_with(&format!("{name}_count"))).unwrap();
    let (series, value) = count.rsplit_once(' ').unwrap();
    let mut sorted: Vec<_> = series
        .split_once('{')
        .unwrap()
        .1
        .trim_end_matches('}')
        .split("\",")
        .map(|label| label.trim_end_matches('"'))
        .collect();
    sorted.sort_unstable();
    let expected: Vec<_> = labels.split("\",").map(|label| label.trim_end_matches('"')).collect();
    assert_eq!((sorted, value), (expected, "3"), "{page}");
    let active = r#"http_server_active_requests{http_request_method="GET",url_scheme="http"} 0"#;
    assert!(page.lines().any(|line| line.starts_with(active)), "{page}");
}
