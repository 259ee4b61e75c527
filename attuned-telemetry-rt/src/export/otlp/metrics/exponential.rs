//! The buckets of an exponential histogram.

use std::collections::BTreeMap;

use crate::engine::histogram::exponential::schema;
use crate::export::otlp::encode::fields::metrics::{buckets, exponential};
use crate::export::otlp::encode::writer::field::Field;
use crate::export::otlp::encode::writer::writer::Writer;

/// The maximum number of buckets on one side of zero, empty ones included: OTLP has no sparse buckets. If there were
/// more, their resolution is halved until they fit.
const MOST_BUCKETS: i64 = 640;

/// The values of a histogram with exponential buckets.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Exponential {
    schema: i8,
    zeros: u64,
    /// The largest absolute value in the bucket of zero.
    zero_threshold: f64,
    sum: f64,
    positive: BTreeMap<i32, u64>,
    negative: BTreeMap<i32, u64>,
}

impl Exponential {
    /// Creates a histogram from its buckets, by their index in Prometheus.
    pub(crate) fn new(
        (schema, zero_threshold): (i8, f64),
        zeros: u64,
        sum: f64,
        positive: impl IntoIterator<Item = (i32, u64)>,
        negative: impl IntoIterator<Item = (i32, u64)>,
    ) -> Self {
        let schema = schema.clamp(schema::COARSEST, schema::FINEST);
        let (positive, negative) = (positive.into_iter().collect(), negative.into_iter().collect());
        let mut new = Self { schema, zeros, zero_threshold, sum, positive, negative };
        while new.schema > schema::COARSEST && [&new.positive, &new.negative].into_iter().any(is_too_wide) {
            new.lower();
        }
        new
    }

    /// Halves the resolution.
    fn lower(&mut self) {
        let lower = self.schema - 1;
        for counts in [&mut self.positive, &mut self.negative] {
            let mut merged = BTreeMap::new();
            for (index, count) in std::mem::take(counts) {
                let sum: &mut u64 = merged.entry(schema::merged(index, self.schema, lower)).or_default();
                *sum = sum.wrapping_add(count);
            }
            *counts = merged;
        }
        self.schema = lower;
    }

    pub(crate) fn write<W: Writer>(&self, writer: &mut W) {
        let counts = self.positive.values().chain(self.negative.values());
        writer.fixed64(exponential::COUNT, counts.fold(self.zeros, |sum, count| sum.wrapping_add(*count)));
        writer.double(exponential::SUM, self.sum);
        writer.sint32(exponential::SCALE, i32::from(self.schema));
        writer.fixed64(exponential::ZERO_COUNT, self.zeros);
        write_buckets(writer, exponential::POSITIVE, &self.positive);
        write_buckets(writer, exponential::NEGATIVE, &self.negative);
        writer.double(exponential::ZERO_THRESHOLD, self.zero_threshold);
    }
}

/// Returns the indices from the first to the last bucket that is not empty.
fn range(counts: &BTreeMap<i32, u64>) -> Option<(i32, i32)> {
    Some((*counts.first_key_value()?.0, *counts.last_key_value()?.0))
}

fn is_too_wide(counts: &BTreeMap<i32, u64>) -> bool {
    range(counts).is_some_and(|(first, last)| i64::from(last) - i64::from(first) >= MOST_BUCKETS)
}

/// Writes the buckets of one side of zero, empty ones included.
///
/// Prometheus numbers a bucket by its upper bound and OpenTelemetry by its lower bound, so the offset is one less.
///
/// Source: <https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#exponential-histograms>
fn write_buckets<W: Writer>(writer: &mut W, field: Field, counts: &BTreeMap<i32, u64>) {
    let Some((first, last)) = range(counts) else { return };
    // Indices that no value can have are left out.
    let most = i64::from(first) + MOST_BUCKETS;
    let last = i32::try_from(i64::from(last).min(most)).unwrap_or(last);
    writer.message(field, |writer| {
        writer.sint32(buckets::OFFSET, first.saturating_sub(1));
        writer
            .uint64_list(buckets::BUCKET_COUNTS, (first..=last).map(|index| counts.get(&index).copied().unwrap_or(0)));
    });
}
