//! The kinds of metric in the `metrics` facade.

/// The kind of a metric in the `metrics` facade.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum MetricKind {
    Counter,
    Gauge,
    Histogram,
}

impl MetricKind {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
        }
    }
}
