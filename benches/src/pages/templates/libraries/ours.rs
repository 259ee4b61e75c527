// This repository's runtime.

use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use metrics::{Counter, counter, histogram, with_local_recorder};

pub struct Library(PrometheusExporter);

pub struct Writer(Counter);

// The default limit is lower than the number of series.
fn exporter() -> PrometheusExporter {
    PrometheusExporter::builder().series_limit(200_000).build().expect("there is a limit")
}

impl Library {
    pub fn new() -> Self {
        Self(exporter())
    }

    pub fn count(&mut self, method: &'static str, path: &str) {
        let path = path.to_owned();
        let recorder = self.0.recorder();
        with_local_recorder(&recorder, || counter!("requests_total", "method" => method, "path" => path).increment(1));
    }

    pub fn record(&mut self, method: &'static str, path: &str, seconds: f64) {
        let path = path.to_owned();
        let record = || histogram!("request_duration_seconds", "method" => method, "path" => path).record(seconds);
        with_local_recorder(&self.0.recorder(), record);
    }

    pub fn page(&self) -> usize {
        self.0.render().len()
    }

    pub fn writer(&self) -> Writer {
        let find = || counter!("requests_total", "method" => "get", "path" => "/v1/users/00500");
        Writer(with_local_recorder(&self.0.recorder(), find))
    }
}

impl Writer {
    pub fn write(&self) {
        self.0.increment(1);
    }
}
