// `measured`, with labels whose types bound their values.

use measured::label::{LabelValue, LabelVisitor};
use measured::text::BufferedTextEncoder;
use measured::{CounterVec, FixedCardinalityLabel, LabelGroup, MetricGroup};

use crate::typed::{Hundredth, Method, labels};

impl LabelValue for Method {
    fn visit<V: LabelVisitor>(&self, visitor: V) -> V::Output {
        visitor.write_str(self.text())
    }
}

impl FixedCardinalityLabel for Method {
    fn cardinality() -> usize {
        10
    }

    fn encode(&self) -> usize {
        self.0
    }

    fn decode(value: usize) -> Self {
        Self(value)
    }
}

impl LabelValue for Hundredth {
    fn visit<V: LabelVisitor>(&self, visitor: V) -> V::Output {
        visitor.write_str(self.text())
    }
}

impl FixedCardinalityLabel for Hundredth {
    fn cardinality() -> usize {
        100
    }

    fn encode(&self) -> usize {
        self.0
    }

    fn decode(value: usize) -> Self {
        Self(value)
    }
}

#[derive(LabelGroup)]
#[label(set = LabelsSet)]
struct Labels {
    method: Method,
    section: Hundredth,
    page: Hundredth,
}

impl Labels {
    fn of(method: &str, path: &str) -> Self {
        let (method, section, page) = labels(method, path);
        Self { method, section, page }
    }
}

#[derive(MetricGroup)]
#[metric(new())]
struct Metrics {
    /// Requests
    #[metric(label_set = LabelsSet::new())]
    requests_total: CounterVec<LabelsSet>,
}

pub struct Library(Metrics);

pub struct Writer<'a>(&'a Metrics);

impl Library {
    pub fn new() -> Self {
        Self(Metrics::new())
    }

    pub fn count(&mut self, method: &'static str, path: &str) {
        self.0.requests_total.inc(Labels::of(method, path));
    }

    pub fn record(&mut self, _method: &'static str, _path: &str, _seconds: f64) {
        unimplemented!("only counters are typed");
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

impl Writer<'_> {
    pub fn write(&self) {
        self.0.requests_total.inc(Labels::of("get", "/v1/users/00500"));
    }
}
