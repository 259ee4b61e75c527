//! What the points of counters and histograms count.

/// What the points of counters and histograms count.
///
/// Source: <https://opentelemetry.io/docs/specs/otel/metrics/data-model/#temporality>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Temporality {
    /// Everything since the series was created.
    Cumulative,
    /// What was recorded in the interval before the point.
    Delta,
}

impl Temporality {
    /// Returns the number of the enumeration `AggregationTemporality`.
    pub(super) const fn number(self) -> u32 {
        match self {
            Self::Delta => 1,
            Self::Cumulative => 2,
        }
    }
}
