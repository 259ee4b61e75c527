// `prometheus`.

use prometheus::{HistogramOpts, HistogramVec, IntCounter, IntCounterVec, Opts, Registry, TextEncoder};

const LABELS: [&str; 2] = ["method", "path"];

pub struct Library {
    registry: Registry,
    requests: IntCounterVec,
    durations: HistogramVec,
}

pub struct Writer(IntCounter);

impl Library {
    pub fn new() -> Self {
        let registry = Registry::new();
        let requests = IntCounterVec::new(Opts::new("requests_total", "Requests"), &LABELS).unwrap();
        let durations = HistogramOpts::new("request_duration_seconds", "Durations").buckets(crate::BOUNDS.to_vec());
        let durations = HistogramVec::new(durations, &LABELS).unwrap();
        registry.register(Box::new(requests.clone())).unwrap();
        registry.register(Box::new(durations.clone())).unwrap();
        Self { registry, requests, durations }
    }

    pub fn count(&mut self, method: &'static str, path: &str) {
        self.requests.with_label_values(&[method, path]).inc();
    }

    pub fn record(&mut self, method: &'static str, path: &str, seconds: f64) {
        self.durations.with_label_values(&[method, path]).observe(seconds);
    }

    pub fn page(&self) -> usize {
        TextEncoder::new().encode_to_string(&self.registry.gather()).unwrap().len()
    }

    pub fn writer(&self) -> Writer {
        Writer(self.requests.with_label_values(&["get", "/v1/users/00500"]))
    }
}

impl Writer {
    pub fn write(&self) {
        self.0.inc();
    }
}
