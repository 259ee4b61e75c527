// `fastmetrics`.

use fastmetrics::derive::LabelSet;
use fastmetrics::format::text::{TextProfile, encode};
use fastmetrics::metrics::counter::Counter;
use fastmetrics::metrics::family::Family;
use fastmetrics::metrics::histogram::Histogram;
use fastmetrics::registry::Registry;

#[derive(Clone, PartialEq, Eq, Hash, LabelSet)]
struct Labels {
    method: &'static str,
    path: String,
}

pub struct Library {
    registry: Registry,
    requests: Family<Labels, Counter>,
    durations: Family<Labels, Histogram>,
}

pub struct Writer(Counter);

impl Library {
    pub fn new() -> Self {
        let mut registry = Registry::default();
        let requests = Family::default();
        let durations = Family::new(|| Histogram::new(crate::BOUNDS));
        registry.register("requests", "Requests", requests.clone()).unwrap();
        registry.register("request_duration_seconds", "Durations", durations.clone()).unwrap();
        Self { registry, requests, durations }
    }

    pub fn count(&mut self, method: &'static str, path: &str) {
        self.requests.with_or_new(&Labels { method, path: path.to_owned() }, |counter| counter.inc());
    }

    pub fn record(&mut self, method: &'static str, path: &str, seconds: f64) {
        let labels = Labels { method, path: path.to_owned() };
        self.durations.with_or_new(&labels, |histogram| histogram.observe(seconds));
    }

    pub fn page(&self) -> usize {
        let mut page = String::new();
        encode(&mut page, &self.registry, TextProfile::default()).unwrap();
        page.len()
    }

    pub fn writer(&self) -> Writer {
        let labels = Labels { method: "get", path: "/v1/users/00500".to_owned() };
        Writer(self.requests.with_or_new(&labels, Counter::clone))
    }
}

impl Writer {
    pub fn write(&self) {
        self.0.inc();
    }
}
