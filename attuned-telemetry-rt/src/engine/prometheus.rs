//! A recorder whose metrics Prometheus reads.

use std::sync::Arc;
use std::time::Duration;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder};

/// The upper bounds of a duration's buckets, in seconds: 1 µs, 4 µs, 16 µs … 16.8 s.
const DURATION_BUCKETS: [f64; 13] = [
    1e-6, 4e-6, 16e-6, 64e-6, 256e-6, 1.024e-3, 4.096e-3, 16.384e-3, 65.536e-3, 0.262_144, 1.048_576, 4.194_304,
    16.777_216,
];

/// How often samples go into their buckets when nobody scrapes.
const UPKEEP: Duration = Duration::from_secs(5);

/// Counts what annotated code does, and writes it in Prometheus' text format.
///
/// Give the [`recorder`](Self::recorder) to `TelemetryBuilder::with_metrics`, and the exporter itself to whoever
/// answers the scrapes, `Endpoints::with_metrics` for one. Clones are the same exporter.
///
/// ```
/// use attuned_telemetry_rt::engine::prometheus::PrometheusExporter;
///
/// let exporter = PrometheusExporter::new();
/// metrics::with_local_recorder(&exporter.recorder(), || metrics::counter!("visits_total").increment(1));
/// assert!(exporter.render().contains("visits_total 1"));
/// ```
#[derive(Clone)]
pub struct PrometheusExporter {
    recorder: Arc<PrometheusRecorder>,
    handle: PrometheusHandle,
}

impl PrometheusExporter {
    /// An exporter that has counted nothing yet. Histograms whose names end in `_seconds` get buckets from 1 µs to
    /// 16.8 s.
    #[must_use]
    pub fn new() -> Self {
        let durations = Matcher::Suffix("_seconds".to_owned());
        let builder = PrometheusBuilder::new().set_buckets_for_metric(durations, &DURATION_BUCKETS);
        // Only an empty list of buckets is refused.
        let recorder = Arc::new(builder.unwrap_or_default().build_recorder());
        let handle = recorder.handle();
        keep_up(&recorder);
        Self { recorder, handle }
    }

    /// What counts.
    #[must_use]
    pub fn recorder(&self) -> Arc<PrometheusRecorder> {
        Arc::clone(&self.recorder)
    }

    /// All metrics in Prometheus' text format, version 0.0.4.
    ///
    /// Source: <https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format>
    #[must_use]
    pub fn render(&self) -> String {
        self.handle.render()
    }
}

impl Default for PrometheusExporter {
    fn default() -> Self {
        Self::new()
    }
}

/// Until it is drained, the recorder keeps every sample of a histogram. Drains it as long as somebody has it.
fn keep_up(recorder: &Arc<PrometheusRecorder>) {
    let recorder = Arc::downgrade(recorder);
    let upkeep = move || {
        while let Some(recorder) = recorder.upgrade() {
            recorder.handle().run_upkeep();
            drop(recorder);
            std::thread::sleep(UPKEEP);
        }
    };
    // Without the thread the samples wait for the next scrape.
    drop(std::thread::Builder::new().name("prometheus-upkeep".to_owned()).spawn(upkeep));
}
