//! The lines of a histogram: its buckets, their sum and their count.

use std::ops::Range;

use super::common_lines::{CommonLines, Start, end};
use super::label_text::{Ending, LabelTexts};
use super::number::{bound, write_count, write_value};
use super::short_text::ShortText;
use crate::engine::exemplars::Exemplar;
use crate::engine::histogram::exponential::reading::Reading;
use crate::engine::snapshot::{SeriesView, Value};

/// Writes the lines of a histogram's series.
pub(crate) struct HistogramLines {
    pub(super) common: CommonLines,
    name: String,
    /// The bound of each bucket, as the last label: `le="0.25"} `.
    bounds: Box<[ShortText]>,
    sum: Start,
    count: Start,
}

impl HistogramLines {
    pub(super) fn new(name: &str, bounds: &[f64]) -> Self {
        // The bound of the first bucket follows, as the last label.
        let first_line = LabelTexts::new(format!("{name}_bucket"), Ending { labels: "\",", name: "{" });
        Self {
            common: CommonLines::new(first_line),
            name: name.to_owned(),
            bounds: bounds.iter().chain([&f64::INFINITY]).map(|value| le(*value)).collect(),
            sum: Start::new(name, "_sum"),
            count: Start::new(name, "_count"),
        }
    }

    #[inline]
    pub(super) fn write(&mut self, piece: &mut Vec<u8>, series: &SeriesView<'_>) {
        let beginning = self.common.begin(piece, series);
        let labels = self.common.labels(&beginning, series);
        let start = beginning.start;
        let exemplars = self.common.exemplars(series);
        match &series.value {
            Value::Histogram { counts, sum } => {
                let exemplar = |bucket| exemplars.and_then(|exemplars| exemplars.get(bucket));
                let count = write_buckets(piece, start, (&self.bounds, counts), exemplar);
                self.write_totals(piece, &labels, *sum, count);
            }
            Value::Exponential(reading) => {
                let exemplar = exemplars.and_then(|exemplars| exemplars.get(0));
                self.write_exponential(piece, start, reading, exemplar);
                self.write_totals(piece, &labels, reading.sum, reading.count);
            }
            // Unreachable: all series of a metric have the aggregation of the metric.
            Value::Counter(_) | Value::Gauge(_) => {}
        }
        self.common.finish(piece, &beginning, series);
    }

    /// Writes the buckets of an exponential histogram as classic buckets.
    fn write_exponential(&self, piece: &mut Vec<u8>, start: usize, reading: &Reading, exemplar: Option<Exemplar>) {
        let (bounds, counts) = classic(&self.name, reading);
        let place = exemplar.map_or(0, |exemplar| reading.classic_bucket(&self.name, exemplar.value));
        write_buckets(piece, start, (&bounds, &counts), |bucket| exemplar.filter(|_| bucket == place));
    }

    #[inline]
    fn write_totals(&self, piece: &mut Vec<u8>, labels: &Range<usize>, sum: f64, count: u64) {
        self.sum.write(piece, labels.clone());
        write_value(piece, sum);
        piece.push(b'\n');
        self.count.write(piece, labels.clone());
        write_count(piece, count);
        piece.push(b'\n');
    }
}

/// Writes a line for each bucket with its cumulative count, and returns the count of all buckets. The first line begins
/// at `start` and is written up to its labels.
#[inline(never)]
fn write_buckets(
    piece: &mut Vec<u8>,
    start: usize,
    (bounds, counts): (&[ShortText], &[u64]),
    exemplar: impl Fn(usize) -> Option<Exemplar>,
) -> u64 {
    // All lines have the same beginning.
    let beginning = start..piece.len();
    let mut total: u64 = 0;
    let mut buffer = itoa::Buffer::new();
    let mut digits = buffer.format(total);
    for (index, (bound, count)) in bounds.iter().zip(counts).enumerate() {
        if index > 0 {
            piece.extend_from_within(beginning.clone());
        }
        if *count > 0 {
            total = total.wrapping_add(*count);
            digits = buffer.format(total);
        }
        bound.write(piece);
        piece.extend_from_slice(digits.as_bytes());
        end(piece, exemplar(index));
    }
    total
}

/// Returns the buckets of an exponential histogram as classic buckets. The counts are not cumulative.
fn classic(name: &str, reading: &Reading) -> (Vec<ShortText>, Vec<u64>) {
    let mut before = 0;
    let all = reading.classic(name).chain([(f64::INFINITY, reading.count)]);
    all.map(|(bound, up_to)| (le(bound), up_to.wrapping_sub(std::mem::replace(&mut before, up_to)))).unzip()
}

fn le(value: f64) -> ShortText {
    ShortText::new(&format!("le=\"{}\"}} ", bound(value)))
}
