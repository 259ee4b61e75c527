//! What a metric is.

use std::sync::Arc;

use metrics::Unit;

use super::bounds::Bounds;
use super::cells;
use super::exponential::Exponential;
use super::recorder::Sort;

/// What a metric is.
#[derive(Debug)]
pub(crate) enum Kind {
    Counter,
    Gauge,
    /// With the bounds of its buckets.
    Histogram(Arc<Bounds>),
    /// With the schema of its buckets.
    Exponential(i8),
}

/// Which of the cells of a histogram with bounds is its first bucket.
pub(crate) const BUCKETS: u32 = 2;

/// What a metric means.
#[derive(Debug)]
pub(crate) struct Description {
    pub(crate) text: String,
    pub(crate) unit: Option<Unit>,
}

impl Kind {
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

    pub(crate) fn is(&self, sort: Sort) -> bool {
        match self {
            Self::Counter => sort == Sort::Counter,
            Self::Gauge => sort == Sort::Gauge,
            Self::Histogram(_) | Self::Exponential(_) => sort == Sort::Histogram,
        }
    }

    /// A number that is another one when the value of a series is, but for that of an exponential histogram.
    pub(crate) fn value(&self, first: u32) -> u64 {
        match self {
            Self::Counter => cells::total(first),
            Self::Gauge => cells::gauge(first).to_bits(),
            Self::Histogram(_) | Self::Exponential(_) => {
                (first + 1..first + self.cells()).map(cells::total).fold(0, u64::wrapping_add)
            }
        }
    }
}
