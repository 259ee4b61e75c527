//! The built-in adapters keep all laws.

use std::sync::atomic::{AtomicUsize, Ordering};

use attuned_telemetry_rt::PrometheusExporter;
use attuned_telemetry_rt::adapters::{JsonLogger, LogRotation, NoopAdapter, PrometheusAdapter, testing};

#[test]
fn the_adapter_that_does_nothing_keeps_all_laws() {
    for report in [
        testing::check_metrics(|| NoopAdapter),
        testing::check_tracing(|| NoopAdapter),
        testing::check_logging(|| NoopAdapter),
        testing::check_health(|| NoopAdapter),
    ] {
        assert!(report.passed(), "{report}");
        assert!(report.results().len() >= 25, "{report}");
    }
}

#[test]
fn the_json_logger_keeps_all_laws() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    let files = AtomicUsize::new(0);
    let report = testing::check_logging(move || {
        let path = path.join(files.fetch_add(1, Ordering::Relaxed).to_string());
        JsonLogger::file(path, LogRotation { maximum_bytes: Some(10_000), ..LogRotation::default() }).unwrap()
    });
    assert!(report.passed(), "{report}");
    let report = testing::check_logging(|| JsonLogger::writer(std::io::sink()));
    assert!(report.passed(), "{report}");
}

#[test]
fn the_prometheus_adapter_keeps_all_laws() {
    let exporter = PrometheusExporter::new();
    let report = testing::check_metrics(move || PrometheusAdapter::new(&exporter));
    assert!(report.passed(), "{report}");
}
