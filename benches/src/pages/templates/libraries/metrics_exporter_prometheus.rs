// `metrics-exporter-prometheus`, with buckets.

use metrics::{Counter, counter, histogram, with_local_recorder};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle, PrometheusRecorder};

pub struct Library(PrometheusRecorder, PrometheusHandle);

pub struct Writer(Counter);

impl Library {
    pub fn new() -> Self {
        let recorder = PrometheusBuilder::new().set_buckets(&crate::BOUNDS).unwrap().build_recorder();
        let handle = recorder.handle();
        Self(recorder, handle)
    }

    pub fn count(&mut self, method: &'static str, path: &str) {
        let path = path.to_owned();
        with_local_recorder(&self.0, || counter!("requests_total", "method" => method, "path" => path).increment(1));
    }

    pub fn record(&mut self, method: &'static str, path: &str, seconds: f64) {
        let path = path.to_owned();
        let record = || histogram!("request_duration_seconds", "method" => method, "path" => path).record(seconds);
        with_local_recorder(&self.0, record);
    }

    pub fn page(&self) -> usize {
        self.1.render().len()
    }

    pub fn writer(&self) -> Writer {
        let find = || counter!("requests_total", "method" => "get", "path" => "/v1/users/00500");
        Writer(with_local_recorder(&self.0, find))
    }
}

impl Writer {
    pub fn write(&self) {
        self.0.increment(1);
    }
}
