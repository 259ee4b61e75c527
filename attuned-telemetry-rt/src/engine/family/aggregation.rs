//! What a metric is.

use std::sync::Arc;

use metrics::Unit;

use crate::engine::cells;
use crate::engine::cells::Reader;
use crate::engine::family::metric_kind::MetricKind;
use crate::engine::histogram::bounds::Bounds;
use crate::engine::histogram::exponential::exponential::Exponential;

/// What a metric is.
#[derive(Debug)]
pub(crate) enum Aggregation {
    Counter,
    Gauge,
    /// With the bounds of its buckets.
    Histogram(Arc<Bounds>),
    /// With the schema of its buckets.
    Exponential(i8),
}

/// Which of the cells of a histogram with bounds is its first bucket.
pub(crate) const BUCKETS: u32 = 2;

/// What the names of a histogram's lines end in. `_created` is not among them: a page leaves those lines out if another
/// metric has their name.
pub(crate) const LINES: [&str; 3] = ["_bucket", "_sum", "_count"];

/// The names of histograms that would have a line of this name.
pub(crate) fn histograms_with(line: &str) -> impl Iterator<Item = &str> {
    LINES.into_iter().filter_map(|end| line.strip_suffix(end))
}

/// What a metric means.
#[derive(Debug)]
pub(crate) struct Description {
    pub(crate) text: String,
    pub(crate) unit: Option<Unit>,
}

impl Aggregation {
    /// How many cells a series has. A gauge has a value and what is counted up and down; a histogram a sum, one of
    /// nanoseconds, and its buckets.
    pub(crate) fn cells(&self) -> u32 {
        match self {
            Self::Counter => 1,
            Self::Gauge => 2,
            Self::Histogram(bounds) => BUCKETS + bounds.buckets(),
            Self::Exponential(_) => Exponential::CELLS,
        }
    }

    /// How many exemplars a series has: one for each bucket, of those of an exponential one the last.
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

    /// A number that is another one when the value of a series is, but for that of an exponential histogram.
    pub(crate) fn value(&self, first: u32, reader: &mut Reader) -> u64 {
        match self {
            Self::Counter => reader.total(first),
            Self::Gauge => cells::gauge(first).to_bits(),
            Self::Histogram(_) | Self::Exponential(_) => {
                (first + 1..first + self.cells()).map(|cell| reader.total(cell)).fold(0, u64::wrapping_add)
            }
        }
    }
}
