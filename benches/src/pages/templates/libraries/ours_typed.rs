// This repository's runtime, with labels whose types bound their values.

use std::sync::LazyLock;

use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::{LabelValue, TypedCounter};

use crate::typed::{Hundredth, Method, labels};

static REQUESTS: TypedCounter<(Method, Hundredth, Hundredth)> =
    TypedCounter::new("requests_total", ["method", "section", "page"]);

impl LabelValue for Method {
    const COUNT: usize = 10;

    fn index(&self) -> usize {
        self.0
    }

    fn as_str(&self) -> &'static str {
        self.text()
    }
}

impl LabelValue for Hundredth {
    const COUNT: usize = 100;

    fn index(&self) -> usize {
        self.0
    }

    fn as_str(&self) -> &'static str {
        self.text()
    }
}

// Typed counters use the installed exporter.
static EXPORTER: LazyLock<PrometheusExporter> = LazyLock::new(|| {
    let exporter = PrometheusExporter::new();
    exporter.install().unwrap();
    exporter
});

pub struct Library;

pub struct Writer;

impl Library {
    pub fn new() -> Self {
        LazyLock::force(&EXPORTER);
        Self
    }

    pub fn count(&mut self, method: &'static str, path: &str) {
        REQUESTS.increment(labels(method, path));
    }

    pub fn record(&mut self, _method: &'static str, _path: &str, _seconds: f64) {
        unimplemented!("only counters are typed");
    }

    pub fn page(&self) -> usize {
        EXPORTER.render().len()
    }

    pub fn writer(&self) -> Writer {
        Writer
    }
}

impl Writer {
    pub fn write(&self) {
        REQUESTS.increment(labels("get", "/v1/users/00500"));
    }
}
