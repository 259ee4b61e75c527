//! The values of all series of a metric, one after the other.

use crate::engine::cells::{self, Reader};
use crate::engine::family::aggregation::{Aggregation, read_histogram};
use crate::engine::family::departed::LastValue;
use crate::engine::family::family::Family;
use crate::engine::histogram::exponential::reading::Reading;
use crate::engine::snapshot::Value;

/// The values of all series of a metric, one after the other.
#[derive(Debug)]
pub(in crate::engine::aggregates) enum Values {
    Counters(Vec<u64>),
    Gauges(Vec<f64>),
    Histograms {
        /// The number of buckets of a series.
        buckets: usize,
        counts: Vec<u64>,
        sums: Vec<f64>,
    },
    Exponentials(Vec<Reading>),
}

impl Values {
    /// Creates an empty list of values of a metric that has about `series` series.
    pub(in crate::engine::aggregates) fn new(aggregation: &Aggregation, series: usize) -> Self {
        match aggregation {
            Aggregation::Counter => Self::Counters(Vec::with_capacity(series)),
            Aggregation::Gauge => Self::Gauges(Vec::with_capacity(series)),
            Aggregation::Histogram(bounds) => {
                let buckets = bounds.values().len() + 1;
                let (counts, sums) = (Vec::with_capacity(series * buckets), Vec::with_capacity(series));
                Self::Histograms { buckets, counts, sums }
            }
            Aggregation::Exponential(_) => Self::Exponentials(Vec::with_capacity(series)),
        }
    }

    /// Reads the value of the series whose first cell is `first`.
    pub(in crate::engine::aggregates) fn read(&mut self, family: &Family, first: u32, reader: &mut Reader) {
        match self {
            Self::Counters(totals) => totals.push(reader.total(first)),
            Self::Gauges(values) => values.push(cells::gauge(first)),
            Self::Histograms { buckets, counts, sums } => {
                let buckets = u32::try_from(*buckets).unwrap_or(u32::MAX);
                sums.push(read_histogram(reader, counts, first, buckets));
            }
            Self::Exponentials(readings) => {
                let reading = family.exponential(first).map(|exponential| exponential.read());
                readings.push(reading.unwrap_or_else(|| Reading::new(0, 0, 0.0)));
            }
        }
    }

    /// Returns the number of values.
    pub(in crate::engine::aggregates) fn len(&self) -> usize {
        match self {
            Self::Counters(totals) => totals.len(),
            Self::Gauges(values) => values.len(),
            Self::Histograms { sums, .. } => sums.len(),
            Self::Exponentials(readings) => readings.len(),
        }
    }

    /// Returns the value with this number.
    pub(in crate::engine::aggregates) fn get(&self, number: usize) -> Option<Value<'_>> {
        match self {
            Self::Counters(totals) => totals.get(number).map(|total| Value::Counter(*total)),
            Self::Gauges(values) => values.get(number).map(|value| Value::Gauge(*value)),
            Self::Histograms { buckets, counts, sums } => {
                let counts = counts.get(number * buckets..(number + 1) * buckets)?;
                Some(Value::Histogram { counts, sum: *sums.get(number)? })
            }
            Self::Exponentials(readings) => readings.get(number).map(Value::Exponential),
        }
    }

    /// Frees the memory that was reserved for more series.
    pub(in crate::engine::aggregates) fn shrink(&mut self) {
        match self {
            Self::Counters(totals) => totals.shrink_to_fit(),
            Self::Gauges(values) => values.shrink_to_fit(),
            Self::Histograms { counts, sums, .. } => {
                counts.shrink_to_fit();
                sums.shrink_to_fit();
            }
            Self::Exponentials(readings) => readings.shrink_to_fit(),
        }
    }

    /// Returns the memory that the values hold, in bytes, not counting the buckets of exponential histograms.
    pub(in crate::engine::aggregates) fn bytes(&self) -> usize {
        match self {
            Self::Counters(totals) => totals.capacity() * size_of::<u64>(),
            Self::Gauges(values) => values.capacity() * size_of::<f64>(),
            Self::Histograms { counts, sums, .. } => (counts.capacity() + sums.capacity()) * size_of::<u64>(),
            Self::Exponentials(readings) => readings.capacity() * size_of::<Reading>(),
        }
    }
}

impl LastValue {
    /// Returns the value of a removed series, as if it were still there.
    pub(in crate::engine::aggregates) fn view(&self) -> Value<'_> {
        match self {
            Self::Counter(total) => Value::Counter(*total),
            Self::Histogram { counts, sum } => Value::Histogram { counts, sum: *sum },
            Self::Exponential(reading) => Value::Exponential(reading),
        }
    }
}
