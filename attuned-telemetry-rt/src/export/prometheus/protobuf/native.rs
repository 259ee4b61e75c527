//! The sparse encoding of the buckets of native histograms: spans of bucket indexes, and differences of counts.
//!
//! Source: <https://prometheus.io/docs/specs/native_histograms/#buckets>

use super::messages::{BucketSpan, Histogram};

/// Up to this many empty buckets between two others are written as zeros, because a new span would take more bytes.
const MOST_EMPTY: i32 = 2;

/// Encoded buckets: their indexes as spans, and for each bucket the difference of its count to the one before.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Buckets {
    pub(super) spans: Vec<BucketSpan>,
    pub(super) deltas: Vec<i64>,
}

/// Creates a native histogram without the count and the sum of its values. `negative` and `positive` are as for
/// [`Buckets::new`], `negative` with absolute values. `zeros` is the number of values whose absolute value is at most
/// `zero_threshold`.
pub(super) fn histogram(
    schema: i8,
    (zero_threshold, zeros): (f64, u64),
    negative: impl IntoIterator<Item = (i32, u64)>,
    positive: impl IntoIterator<Item = (i32, u64)>,
) -> Histogram {
    let (negative, positive) = (Buckets::new(negative), Buckets::new(positive));
    Histogram {
        schema: Some(schema.into()),
        zero_threshold: Some(zero_threshold),
        zero_count: Some(zeros),
        negative_span: negative.spans,
        negative_delta: negative.deltas,
        positive_span: positive.spans,
        positive_delta: positive.deltas,
        ..Histogram::default()
    }
}

impl Buckets {
    /// Encodes non-empty buckets, given as pairs of index and count in ascending order. The inclusive upper bound of
    /// bucket `n` is 2<sup>n / 2<sup>schema</sup></sup>.
    pub(super) fn new(counts: impl IntoIterator<Item = (i32, u64)>) -> Self {
        let mut buckets = Self::default();
        let (mut next, mut before) = (0, 0);
        for (number, count) in counts {
            let empty = number.saturating_sub(next);
            match buckets.spans.last_mut() {
                Some(span) if empty <= MOST_EMPTY => {
                    for _ in 0..empty {
                        buckets.deltas.push(-before);
                        before = 0;
                    }
                    span.length = span.length.map(|length| length.saturating_add_signed(empty).saturating_add(1));
                }
                _ => buckets.spans.push(BucketSpan { offset: Some(empty), length: Some(1) }),
            }
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            buckets.deltas.push(count - before);
            (next, before) = (number.saturating_add(1), count);
        }
        buckets
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buckets(spans: &[(i32, u32)], deltas: &[i64]) -> Buckets {
        let span = |(offset, length): &(i32, u32)| BucketSpan { offset: Some(*offset), length: Some(*length) };
        Buckets { spans: spans.iter().map(span).collect(), deltas: deltas.to_vec() }
    }

    #[test]
    fn adjacent_buckets_are_one_span() {
        assert_eq!(Buckets::new([]), buckets(&[], &[]));
        assert_eq!(Buckets::new([(0, 5)]), buckets(&[(0, 1)], &[5]));
        assert_eq!(Buckets::new([(-2, 5), (-1, 3), (0, 4)]), buckets(&[(-2, 3)], &[5, -2, 1]));
    }

    #[test]
    fn short_gaps_are_written_and_long_gaps_are_skipped() {
        assert_eq!(Buckets::new([(3, 1), (6, 2)]), buckets(&[(3, 4)], &[1, -1, 0, 2]));
        assert_eq!(Buckets::new([(3, 1), (7, 2)]), buckets(&[(3, 1), (3, 1)], &[1, 1]));
    }

    #[test]
    fn a_histogram_has_the_buckets_of_both_sides() {
        let written = histogram(3, (1e-39, 4), [(2, 1)], [(-8, 2), (-7, 2)]);
        let span = |offset, length| vec![BucketSpan { offset: Some(offset), length: Some(length) }];
        assert_eq!((written.schema, written.zero_threshold, written.zero_count), (Some(3), Some(1e-39), Some(4)));
        assert_eq!((written.negative_span, written.negative_delta), (span(2, 1), vec![1]));
        assert_eq!((written.positive_span, written.positive_delta), (span(-8, 2), vec![2, 0]));
    }

    /// Decodes the buckets.
    fn read(Buckets { spans, deltas }: &Buckets) -> Vec<(i32, u64)> {
        let (mut number, mut count, mut deltas) = (0, 0, deltas.iter());
        let mut read = Vec::new();
        for span in spans {
            number += span.offset.unwrap_or_default();
            for _ in 0..span.length.unwrap_or_default() {
                count += deltas.next().copied().unwrap_or_default();
                read.push((number, u64::try_from(count).unwrap_or_default()));
                number += 1;
            }
        }
        read.retain(|(_, count)| *count > 0);
        read
    }

    #[test]
    fn buckets_round_trip() {
        for counts in [
            vec![(-1_000, 1), (-3, 7), (-1, 2), (0, 9), (5, 1), (6, 1_000_000), (2_000, 3)],
            (0_i32..200)
                .map(|number| (number * 7 % 3 + number * 3, 1 + u64::from(number.unsigned_abs()) % 5))
                .collect(),
        ] {
            assert_eq!(read(&Buckets::new(counts.iter().copied())), counts);
        }
    }
}
