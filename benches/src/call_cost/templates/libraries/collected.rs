// This repository's runtime, whose collector passes finished spans to a consumer that drops them.

use std::sync::Arc;
use std::time::Duration;

use attuned_telemetry_rt::collect::{Sampling, SpanBatch, SpanCollector};
use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::init::TelemetryBuilder;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

pub fn set_up() {
    Sampling::new(RATIO).expect("the ratio is valid").install();
    let collector = SpanCollector::new(Arc::new(|batch: Arc<SpanBatch>| drop(batch)));
    tracing_subscriber::registry().with(collector).init();
    let exporter = PrometheusExporter::new();
    let guard = TelemetryBuilder::new().with_metrics(exporter.recorder()).init();
    // Both live until the program exits.
    std::mem::forget((exporter, guard.expect("nothing else was installed")));
    // Waits for the calibration of the clock.
    std::thread::sleep(Duration::from_millis(500));
}

