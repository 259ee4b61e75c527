//! The value of an aggregated exponential histogram.

use super::distribution::Distribution;

/// The values that an exponential histogram recorded in an interval.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ExponentialDistribution {
    /// The resolution, from -4 to 8: the upper bounds of the buckets are the powers of 2^(2^-schema). It is the `schema` of
    /// Prometheus and the `scale` of OpenTelemetry.
    pub schema: i8,
    /// The values in the interval.
    pub increase: ExponentialCounts,
    /// The values since the series was created.
    pub total: ExponentialCounts,
}

/// The values of an exponential histogram, counted in buckets.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ExponentialCounts {
    /// The number of all values.
    pub count: u64,
    /// The sum of all values.
    pub sum: f64,
    /// The number of values that are zero, or too small for a bucket.
    pub zeros: u64,
    /// The positive values: indices of buckets in ascending order, with the number of values in each. The inclusive
    /// upper bound of bucket `i` is 2^(i·2^-schema), as in Prometheus. In OpenTelemetry, the same bucket has the index
    /// `i - 1`.
    pub positive: Vec<(i32, u64)>,
    /// The negative values, by their absolute value, in the same way.
    pub negative: Vec<(i32, u64)>,
}

impl ExponentialDistribution {
    /// Creates a distribution.
    #[must_use]
    pub const fn new(schema: i8, increase: ExponentialCounts, total: ExponentialCounts) -> Self {
        Self { schema, increase, total }
    }

    /// Returns the same values in buckets with fixed bounds: those that contain values.
    ///
    /// ```
    /// use attuned_telemetry_rt::adapters::{ExponentialCounts, ExponentialDistribution};
    ///
    /// // Two values above 1 and at most 2, and one value above 8 and at most 16.
    /// let counts = ExponentialCounts::new(0, vec![(1, 2), (4, 1)], Vec::new(), 15.0);
    /// let fixed = ExponentialDistribution::new(0, counts.clone(), counts).to_fixed();
    /// assert_eq!(fixed.buckets().collect::<Vec<_>>(), [(0.0, 0), (2.0, 2), (16.0, 1), (f64::INFINITY, 0)]);
    /// ```
    #[must_use]
    pub fn to_fixed(&self) -> Distribution {
        let total = &self.total;
        // The upper bound of a bucket of negative values is the one that is nearer to zero.
        let negative = total.negative.iter().rev().map(|(index, _)| -self.bound(index.saturating_sub(1)));
        let positive = total.positive.iter().map(|(index, _)| self.bound(*index));
        let bounds: Vec<f64> = negative.chain([0.0]).chain(positive).collect();
        let fixed = Distribution::new(bounds, self.counts_in_total_buckets(&self.increase), self.increase.sum);
        fixed.with_totals(self.counts_in_total_buckets(total), total.sum)
    }

    /// Returns the upper bound of a bucket of positive values.
    fn bound(&self, index: i32) -> f64 {
        (f64::from(index) * f64::from(-self.schema).exp2()).exp2()
    }

    /// The buckets in which values were recorded in the interval are among those of all values.
    fn counts_in_total_buckets(&self, counts: &ExponentialCounts) -> Vec<u64> {
        let of = |buckets: &[(i32, u64)], index: i32| {
            buckets.binary_search_by_key(&index, |(index, _)| *index).map_or(0, |place| buckets[place].1)
        };
        let negative = self.total.negative.iter().rev().map(|(index, _)| of(&counts.negative, *index));
        let positive = self.total.positive.iter().map(|(index, _)| of(&counts.positive, *index));
        negative.chain([counts.zeros]).chain(positive).chain([0]).collect()
    }
}

impl ExponentialCounts {
    /// Creates counts. The number of all values is the sum of the others.
    #[must_use]
    pub fn new(zeros: u64, positive: Vec<(i32, u64)>, negative: Vec<(i32, u64)>, sum: f64) -> Self {
        let counts = positive.iter().chain(&negative).map(|(_, count)| *count);
        let count = counts.fold(zeros, u64::saturating_add);
        Self { count, sum, zeros, positive, negative }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_buckets_have_the_same_values() {
        // Schema 1: the bounds are the powers of the square root of 2.
        let total = ExponentialCounts::new(3, vec![(2, 4), (4, 1)], vec![(2, 5), (6, 2)], -20.0);
        let increase = ExponentialCounts::new(1, vec![(4, 1)], vec![(2, 2)], -1.0);
        let fixed = ExponentialDistribution::new(1, increase, total).to_fixed();
        let bounds = [-(2.5_f64.exp2()), -(0.5_f64.exp2()), 0.0, 2.0, 4.0, f64::INFINITY];
        let expected: Vec<_> = bounds.into_iter().zip([0, 2, 1, 0, 1, 0]).collect();
        assert_eq!(fixed.buckets().collect::<Vec<_>>(), expected);
        assert_eq!((fixed.count, fixed.sum), (4, -1.0));
        assert_eq!(fixed.total_counts, [2, 5, 3, 4, 1, 0]);
        assert_eq!((fixed.total_count, fixed.total_sum), (15, -20.0));
    }

    #[test]
    fn extreme_buckets_have_bounds() {
        for (schema, index) in [(-4, i32::MAX), (8, i32::MIN), (8, i32::MAX), (-4, i32::MIN)] {
            let counts = ExponentialCounts::new(0, vec![(index, 1)], vec![(index, 1)], 0.0);
            let fixed = ExponentialDistribution::new(schema, counts.clone(), counts).to_fixed();
            assert_eq!(fixed.count, 2);
        }
    }
}
