//! The kinds of metric in the `metrics` facade.

use crate::core::labels::typed_counter::counter_cells::CounterDefinition;

/// The kind of a metric in the `metrics` facade.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum MetricKind {
    Counter,
    Gauge,
    Histogram,
    /// A counter whose cells are selected by the types of its labels.
    TypedCounter(&'static CounterDefinition),
}

impl MetricKind {
    pub(crate) const fn is_counter(self) -> bool {
        matches!(self, Self::Counter | Self::TypedCounter(_))
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Counter | Self::TypedCounter(_) => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
        }
    }
}
