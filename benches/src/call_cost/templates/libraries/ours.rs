// This repository's runtime, started as an application starts it.

use std::time::Duration;

use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::init::TelemetryBuilder;

pub fn set_up() {
    let exporter = PrometheusExporter::new();
    let guard = TelemetryBuilder::new().with_metrics(exporter.recorder()).init();
    // Both live until the program exits.
    std::mem::forget((exporter, guard.expect("nothing else was installed")));
    // Waits for the calibration of the clock.
    std::thread::sleep(Duration::from_millis(500));
}
