//! The value of an aggregated histogram.

use std::sync::Arc;

/// The values that a histogram recorded in an interval, counted in buckets.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Distribution {
    /// The number of values in the interval.
    pub count: u64,
    /// The sum of the values in the interval.
    pub sum: f64,
    /// The number of values since the series was created.
    pub total_count: u64,
    /// The sum of the values since the series was created.
    pub total_sum: f64,
    /// The upper bounds of the buckets, inclusive, in ascending order. The last bucket has no upper bound and is not
    /// listed here.
    pub bounds: Arc<[f64]>,
    /// The number of values in each bucket in the interval, not cumulative. There is one bucket more than bounds.
    pub counts: Vec<u64>,
    /// The number of values in each bucket since the series was created, not cumulative.
    pub total_counts: Vec<u64>,
}

impl Distribution {
    /// Creates the distribution of a series whose first interval this is: the totals equal the values of the interval.
    /// The number of values is the sum of the `counts`, which has one element more than `bounds`.
    ///
    /// ```
    /// use attuned_telemetry_rt::adapters::Distribution;
    ///
    /// let seconds = Distribution::new([0.1, 1.0], vec![3, 1, 0], 0.9);
    /// assert_eq!(seconds.count, 4);
    /// assert_eq!(seconds.buckets().collect::<Vec<_>>(), [(0.1, 3), (1.0, 1), (f64::INFINITY, 0)]);
    /// ```
    #[must_use]
    pub fn new(bounds: impl Into<Arc<[f64]>>, counts: Vec<u64>, sum: f64) -> Self {
        let count = total(&counts);
        let total_counts = counts.clone();
        Self { count, sum, total_count: count, total_sum: sum, bounds: bounds.into(), counts, total_counts }
    }

    /// Returns a distribution with the given values since the series was created. The number of values is the sum of
    /// the `counts`, which has one element more than the bounds.
    #[must_use]
    pub fn with_totals(self, counts: Vec<u64>, sum: f64) -> Self {
        Self { total_count: total(&counts), total_sum: sum, total_counts: counts, ..self }
    }

    /// Returns each bucket's upper bound and its number of values in the interval, not cumulative. The upper bound of
    /// the last bucket is infinite.
    pub fn buckets(&self) -> impl Iterator<Item = (f64, u64)> + '_ {
        let bounds = self.bounds.iter().copied().chain([f64::INFINITY]);
        bounds.zip(self.counts.iter().copied())
    }

    /// Returns the memory of the distribution without the bounds, which series share, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        size_of::<Self>() + size_of_val(&*self.counts) + size_of_val(&*self.total_counts)
    }
}

fn total(counts: &[u64]) -> u64 {
    counts.iter().fold(0, |total, count| total.saturating_add(*count))
}
