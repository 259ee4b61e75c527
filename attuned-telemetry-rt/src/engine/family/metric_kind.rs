//! The kinds of metric that the facade knows.

/// The kind of a metric, as the facade knows it.
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
