// `prometheus-client`.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    method: &'static str,
    path: String,
}

pub struct Library {
    registry: Registry,
    requests: Family<Labels, Counter>,
    durations: Family<Labels, Histogram, fn() -> Histogram>,
}

pub struct Writer(Counter);

impl Library {
    pub fn new() -> Self {
        let mut registry = Registry::default();
        let requests = Family::default();
        let histogram: fn() -> Histogram = || Histogram::new(crate::BOUNDS);
        let durations = Family::new_with_constructor(histogram);
        registry.register("requests", "Requests", requests.clone());
        registry.register("request_duration_seconds", "Durations", durations.clone());
        Self { registry, requests, durations }
    }

    pub fn count(&mut self, method: &'static str, path: &str) {
        self.requests.get_or_create(&Labels { method, path: path.to_owned() }).inc();
    }

    pub fn record(&mut self, method: &'static str, path: &str, seconds: f64) {
        self.durations.get_or_create(&Labels { method, path: path.to_owned() }).observe(seconds);
    }

    pub fn page(&self) -> usize {
        let mut page = String::new();
        encode(&mut page, &self.registry).unwrap();
        page.len()
    }

    pub fn writer(&self) -> Writer {
        Writer(self.requests.get_or_create_owned(&Labels { method: "get", path: "/v1/users/00500".to_owned() }))
    }
}

impl Writer {
    pub fn write(&self) {
        self.0.inc();
    }
}
