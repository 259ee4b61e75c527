//! An exporter that is installed as the global recorder.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use attuned_telemetry_rt::export::prometheus::{PrometheusError, PrometheusExporter};
use attuned_telemetry_rt::observed;

#[observed(scope = "shop")]
fn buy() {}

#[test]
fn the_first_installed_exporter_stays_in_use() {
    let first = PrometheusExporter::new();
    first.install().unwrap();
    let second = PrometheusExporter::new();
    let refused = second.install().unwrap_err();
    assert_eq!(refused, PrometheusError::AlreadyInstalled);
    assert_eq!(
        refused.to_string(),
        "a global metrics recorder is already installed and stays in use: install only one, in `main`"
    );
    buy();
    let line = "shop_operations_total{operation=\"buy\",status=\"success\"} 1\n";
    assert!(first.render().contains(line), "{}", first.render());
    assert!(!second.render().contains(line), "{}", second.render());
}
