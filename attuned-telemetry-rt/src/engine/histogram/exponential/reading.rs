//! What an exponential histogram has counted.

use std::collections::BTreeMap;

use super::schema;

/// What an exponential histogram has counted, at one time.
#[derive(Debug)]
pub(crate) struct Reading {
    /// Bucket `i` ends at 2^(i·2^-schema), itself included.
    pub(crate) schema: i8,
    /// Values no further from zero than [`ZERO_THRESHOLD`](super::exponential::ZERO_THRESHOLD).
    pub(crate) zeros: u64,
    /// The counts of negative values, by the bucket of their distance from zero.
    pub(crate) negative: BTreeMap<i32, u64>,
    pub(crate) positive: BTreeMap<i32, u64>,
    pub(crate) sum: f64,
    /// All of them.
    pub(crate) count: u64,
}

/// Of a time in seconds, a size in bytes and anything else: the powers of four of the classic buckets.
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

    /// The same as the classic buckets of a metric of this name, for formats that have no exponential ones: bounds and how
    /// many values are no more. The bounds are powers of four at which a bucket ends too, so the counts are exact; that
    /// of the last bucket, which has no bound, is [`count`](Self::count).
    pub(crate) fn classic(&self, name: &str) -> impl Iterator<Item = (f64, u64)> {
        let powers = match name {
            _ if name.ends_with("_seconds") => SECONDS,
            _ if name.ends_with("_bytes") => BYTES,
            _ => ANY,
        };
        let below = self.negative.values().fold(self.zeros, |sum, count| sum.wrapping_add(*count));
        powers.map(|power| 4_f64.powi(power)).filter_map(move |bound| {
            let last = schema::coarser(schema::finest(bound), self.schema);
            let no_more = self.positive.range(..=last).fold(below, |sum, (_, count)| sum.wrapping_add(*count));
            (schema::bound(self.schema, last).to_bits() == bound.to_bits()).then_some((bound, no_more))
        })
    }

    /// Which of the classic buckets a value is in.
    pub(crate) fn classic_bucket(&self, name: &str, value: f64) -> usize {
        self.classic(name).take_while(|(bound, _)| *bound < value).count()
    }
}
