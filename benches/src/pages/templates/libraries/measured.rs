// `measured`, with one enum label and one label of interned strings.

use lasso::ThreadedRodeo;
use measured::metric::histogram::Thresholds;
use measured::text::BufferedTextEncoder;
use measured::{CounterVec, FixedCardinalityLabel, HistogramVec, LabelGroup, MetricGroup};

#[derive(Clone, Copy, FixedCardinalityLabel)]
#[label(rename_all = "snake_case")]
enum Method {
    Get,
    Put,
    Post,
    Patch,
    Delete,
    Head,
    Options,
    Trace,
    Connect,
    Query,
}

impl Method {
    fn of(method: &str) -> Self {
        match method {
            "get" => Self::Get,
            "put" => Self::Put,
            "post" => Self::Post,
            "patch" => Self::Patch,
            "delete" => Self::Delete,
            "head" => Self::Head,
            "options" => Self::Options,
            "trace" => Self::Trace,
            "connect" => Self::Connect,
            _ => Self::Query,
        }
    }
}

#[derive(LabelGroup)]
#[label(set = LabelsSet)]
struct Labels<'a> {
    method: Method,
    #[label(dynamic_with = ThreadedRodeo, default)]
    path: &'a str,
}

#[derive(MetricGroup)]
#[metric(new())]
struct Metrics {
    /// Requests
    #[metric(label_set = LabelsSet::new())]
    requests_total: CounterVec<LabelsSet>,
    /// Durations
    #[metric(label_set = LabelsSet::new(), metadata = Thresholds::with_buckets(crate::BOUNDS))]
    request_duration_seconds: HistogramVec<LabelsSet, 13>,
}

pub struct Library(Metrics);

pub struct Writer<'a>(&'a Metrics);

impl Library {
    pub fn new() -> Self {
        Self(Metrics::new())
    }

    pub fn count(&mut self, method: &'static str, path: &str) {
        self.0.requests_total.inc(Labels { method: Method::of(method), path });
    }

    pub fn record(&mut self, method: &'static str, path: &str, seconds: f64) {
        self.0.request_duration_seconds.observe(Labels { method: Method::of(method), path }, seconds);
    }

    pub fn page(&self) -> usize {
        let mut encoder = BufferedTextEncoder::new();
        self.0.collect_group_into(&mut encoder).unwrap();
        encoder.finish().len()
    }

    pub fn writer(&self) -> Writer<'_> {
        Writer(&self.0)
    }
}

// There are no handles: the labels are looked up.
impl Writer<'_> {
    pub fn write(&self) {
        self.0.requests_total.inc(Labels { method: Method::Get, path: "/v1/users/00500" });
    }
}
