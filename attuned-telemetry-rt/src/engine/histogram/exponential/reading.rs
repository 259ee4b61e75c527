//! The value of an exponential histogram in a snapshot.

use std::collections::BTreeMap;

use super::schema;

/// The value of one series of an exponential histogram at one point in time.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// The inclusive upper bound of bucket `i` is 2^(i·2^-schema).
    pub(crate) schema: i8,
    /// The number of values in the zero bucket: those whose absolute value is at most
    /// [`ZERO_THRESHOLD`](super::exponential::ZERO_THRESHOLD).
    pub(crate) zeros: u64,
    /// The counts of negative values, by the bucket index of their absolute value.
    pub(crate) negative: BTreeMap<i32, u64>,
    /// The counts of positive values, by bucket index.
    pub(crate) positive: BTreeMap<i32, u64>,
    pub(crate) sum: f64,
    /// The number of all values.
    pub(crate) count: u64,
}

/// The powers of four that are the bounds of classic buckets, for durations in seconds, sizes in bytes and other
/// values.
const SECONDS: std::ops::RangeInclusive<i32> = -10..=2;
const BYTES: std::ops::RangeInclusive<i32> = 3..=15;
const ANY: std::ops::RangeInclusive<i32> = -5..=15;

impl Reading {
    pub(crate) fn new(schema: i8, zeros: u64, sum: f64) -> Self {
        let (negative, positive) = (BTreeMap::new(), BTreeMap::new());
        Self { schema, zeros, negative, positive, sum, count: zeros }
    }

    pub(crate) fn add(&mut self, is_negative: bool, index: i32, count: u64) {
        if count > 0 {
            let buckets = if is_negative { &mut self.negative } else { &mut self.positive };
            let bucket = buckets.entry(index).or_default();
            *bucket = bucket.wrapping_add(count);
            self.count = self.count.wrapping_add(count);
        }
    }

    /// Returns the classic buckets for a metric of this name, for formats without exponential histograms. Each item is
    /// an inclusive upper bound and the number of values up to that bound.
    ///
    /// The bounds are powers of four that are also bounds of exponential buckets, so the counts are exact. The bucket
    /// `+Inf` is not included; its count is [`count`](Self::count).
    pub(crate) fn classic(&self, name: &str) -> impl Iterator<Item = (f64, u64)> {
        let below = self.negative.values().fold(self.zeros, |sum, count| sum.wrapping_add(*count));
        classic_bounds(name, self.schema).map(move |(bound, last)| {
            (bound, self.positive.range(..=last).fold(below, |sum, (_, count)| sum.wrapping_add(*count)))
        })
    }

    /// Returns the index of the classic bucket for a value.
    pub(crate) fn classic_bucket(&self, name: &str, value: f64) -> usize {
        self.classic(name).take_while(|(bound, _)| *bound < value).count()
    }
}

/// Returns the upper bounds of the classic buckets of a metric with this name, and for each of them the index of the
/// exponential bucket with the same upper bound.
pub(crate) fn classic_bounds(name: &str, schema: i8) -> impl Iterator<Item = (f64, i32)> + use<> {
    let powers = match name {
        _ if name.ends_with("_seconds") => SECONDS,
        _ if name.ends_with("_bytes") => BYTES,
        _ => ANY,
    };
    powers.map(|power| 4_f64.powi(power)).filter_map(move |bound| {
        let last = schema::coarser(schema::finest(bound), schema);
        (schema::bound(schema, last).to_bits() == bound.to_bits()).then_some((bound, last))
    })
}
