//! The value of an aggregated exponential histogram.

use super::distribution::Distribution;
use crate::engine::histogram::exponential::reading::classic_bounds;
use crate::engine::histogram::exponential::schema;

/// The values that an exponential histogram recorded in an interval.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ExponentialDistribution {
    /// The resolution, from -4 to 8: the upper bounds of the buckets are the powers of 2^(2^-schema). It is the
    /// `schema` of Prometheus and the `scale` of OpenTelemetry.
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

    /// Returns the same values in buckets with fixed bounds, for backends without exponential histograms.
    ///
    /// The bounds are powers of four that suit the `name` of the metric, as on the Prometheus page. They do not depend
    /// on the values, so the counts of a bucket can be added up over time. The counts are exact.
    ///
    /// ```
    /// use attuned_telemetry_rt::adapters::{ExponentialCounts, ExponentialDistribution};
    ///
    /// // Two values above 1 and at most 2, and one value above 8 and at most 16.
    /// let counts = ExponentialCounts::new(0, vec![(1, 2), (4, 1)], Vec::new(), 15.0);
    /// let fixed = ExponentialDistribution::new(0, counts.clone(), counts).to_fixed("order_euros");
    /// let used: Vec<_> = fixed.buckets().filter(|(_, count)| *count > 0).collect();
    /// assert_eq!(used, [(4.0, 2), (16.0, 1)]);
    /// ```
    #[must_use]
    pub fn to_fixed(&self, name: &str) -> Distribution {
        let schema = self.schema.clamp(schema::COARSEST, schema::FINEST);
        let (bounds, last): (Vec<_>, Vec<_>) = classic_bounds(name, schema).unzip();
        let fixed = Distribution::new(bounds, self.increase.in_buckets(&last), self.increase.sum);
        fixed.with_totals(self.total.in_buckets(&last), self.total.sum)
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

    /// Returns the number of values in each bucket with a fixed bound. `last` has the exponential bucket with the same
    /// upper bound for each of them. One more bucket has the other values.
    fn in_buckets(&self, last: &[i32]) -> Vec<u64> {
        let sum = |counts: &[(i32, u64)]| counts.iter().fold(0_u64, |sum, (_, count)| sum.saturating_add(*count));
        let mut below = sum(&self.negative).saturating_add(self.zeros);
        let mut rest = &*self.positive;
        let mut counts = Vec::with_capacity(last.len() + 1);
        for last in last {
            let (found, others) = rest.split_at(rest.partition_point(|(index, _)| index <= last));
            counts.push(std::mem::take(&mut below).saturating_add(sum(found)));
            rest = others;
        }
        counts.push(below.saturating_add(sum(rest)));
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_buckets_have_the_same_values() {
        // Schema 0: the bounds are the powers of 2.
        let total = ExponentialCounts::new(3, vec![(2, 4), (5, 1), (40, 2)], vec![(2, 5), (6, 2)], -20.0);
        let increase = ExponentialCounts::new(1, vec![(5, 1)], vec![(2, 2)], -1.0);
        let fixed = ExponentialDistribution::new(0, increase, total).to_fixed("order_euros");
        let bounds = (-5..=15).map(|power| 4_f64.powi(power));
        assert_eq!(*fixed.bounds, *bounds.collect::<Vec<_>>());
        let used = |counts: &[u64]| -> Vec<(usize, u64)> {
            counts.iter().copied().enumerate().filter(|(_, count)| *count > 0).collect()
        };
        // What is not positive is in the first bucket. Buckets 6 and 8 end at 4 and at 64.
        assert_eq!(used(&fixed.counts), [(0, 3), (8, 1)]);
        assert_eq!(used(&fixed.total_counts), [(0, 10), (6, 4), (8, 1), (21, 2)]);
        assert_eq!((fixed.count, fixed.sum, fixed.total_count, fixed.total_sum), (4, -1.0, 17, -20.0));
    }

    #[test]
    fn bounds_do_not_depend_on_the_values() {
        let fixed = |index| {
            let counts = ExponentialCounts::new(0, vec![(index, 1)], Vec::new(), 1.0);
            ExponentialDistribution::new(3, counts.clone(), counts).to_fixed("call_seconds").bounds
        };
        assert_eq!(fixed(-1), fixed(7));
    }

    #[test]
    fn extreme_buckets_are_counted() {
        for (schema, index) in
            [(-4, i32::MAX), (8, i32::MIN), (8, i32::MAX), (-4, i32::MIN), (i8::MAX, 1), (i8::MIN, 1)]
        {
            let counts = ExponentialCounts::new(u64::MAX, vec![(index, 1)], vec![(index, 1)], 0.0);
            let fixed = ExponentialDistribution::new(schema, counts.clone(), counts).to_fixed("");
            assert_eq!(fixed.count, u64::MAX);
        }
    }
}
