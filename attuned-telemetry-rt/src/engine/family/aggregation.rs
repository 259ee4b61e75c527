//! How the values of a metric are aggregated.

use std::sync::Arc;

use metrics::Unit;

use crate::engine::cells;
use crate::engine::cells::Reader;
use crate::engine::family::metric_kind::MetricKind;
use crate::engine::histogram::bounds::Bounds;
use crate::engine::histogram::exponential::exponential::Exponential;

/// How the values of a metric are aggregated.
#[derive(Debug)]
pub(crate) enum Aggregation {
    Counter,
    Gauge,
    /// A histogram with these bucket bounds.
    Histogram(Arc<Bounds>),
    /// An exponential histogram with this initial schema.
    Exponential(i8),
}

/// The offset of the first bucket among the cells of a histogram with bounds.
pub(crate) const BUCKETS: u32 = 2;

/// The suffixes of the sample names of a histogram. `_created` is missing, because an exporter omits that sample if
/// another metric has its name.
pub(crate) const LINES: [&str; 3] = ["_bucket", "_sum", "_count"];

/// Returns the names of the histograms that would export a sample named `line`.
pub(crate) fn histograms_with(line: &str) -> impl Iterator<Item = &str> {
    LINES.into_iter().filter_map(|end| line.strip_suffix(end))
}

/// The help text and unit of a metric.
#[derive(Debug)]
pub(crate) struct Description {
    pub(crate) text: String,
    pub(crate) unit: Option<Unit>,
}

impl Aggregation {
    /// Returns the number of cells per series. A gauge has one for the value that handles set and change, and one for
    /// calls in flight. A histogram has one for the sum, one for the sum in nanoseconds, and one for each bucket.
    pub(crate) fn cells(&self) -> u32 {
        match self {
            Self::Counter => 1,
            Self::Gauge => 2,
            Self::Histogram(bounds) => BUCKETS + bounds.buckets(),
            Self::Exponential(_) => Exponential::CELLS,
        }
    }

    /// Returns the maximum number of exemplars per series: one per bucket. An exponential histogram keeps only the
    /// latest.
    pub(crate) fn exemplars(&self) -> u32 {
        match self {
            Self::Histogram(bounds) => bounds.buckets(),
            Self::Counter | Self::Gauge | Self::Exponential(_) => 1,
        }
    }

    pub(crate) fn is(&self, kind: MetricKind) -> bool {
        match self {
            Self::Counter => kind == MetricKind::Counter,
            Self::Gauge => kind == MetricKind::Gauge,
            Self::Histogram(_) | Self::Exponential(_) => kind == MetricKind::Histogram,
        }
    }

    /// Returns a number that changes whenever a counter is increased, a gauge is written or a value is recorded. For an
    /// exponential histogram, use [`Exponential::count`] instead. Writes without effect are
    /// [marked](crate::engine::family::family::Family::mark) instead.
    pub(crate) fn usage(&self, first: u32, reader: &mut Reader) -> u64 {
        match self {
            Self::Counter => reader.total(first),
            Self::Gauge => cells::writes(first),
            Self::Histogram(_) | Self::Exponential(_) => {
                (first + 1..first + self.cells()).map(|cell| reader.total(cell)).fold(0, u64::wrapping_add)
            }
        }
    }
}

/// Reads a histogram with `buckets` buckets, whose first cell is `first`. Appends the number of values in each bucket to
/// `counts`, and returns the sum of the values.
#[inline]
pub(crate) fn read_histogram(reader: &mut Reader, counts: &mut Vec<u64>, first: u32, buckets: u32) -> f64 {
    counts.extend((first + BUCKETS..first + BUCKETS + buckets).map(|cell| reader.total(cell)));
    reader.histogram_sum(first)
}
