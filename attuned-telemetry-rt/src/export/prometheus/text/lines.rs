//! The lines of a metric's series, which are the same in both text formats.

use std::ops::Range;

use super::label_text::LabelTexts;
use super::number::{bound, write_count, write_hundredths, write_value};
use super::short_text::ShortText;
use crate::engine::exemplars::Exemplar;
use crate::engine::family::aggregation::Aggregation;
use crate::engine::histogram::exponential::reading::Reading;
use crate::engine::snapshot::{Metric, SeriesView, Value};

/// The beginnings of the lines of a metric's series, made once for all of them.
pub(crate) struct Lines {
    values: Values,
    /// Of the line that says when a series was made, if there is one.
    created: Option<Created>,
    has_exemplars: bool,
    /// The beginning of the first line, with the labels.
    first_line: LabelTexts,
}

struct Created {
    start: Start,
    /// When the engine was made, in hundredths of a second since 1970.
    epoch: u64,
}

enum Values {
    Single,
    /// The bounds of an exponential histogram are known only when it is read.
    Histogram {
        name: String,
        bounds: Box<[ShortText]>,
        sum: Start,
        count: Start,
    },
}

/// `name`
struct Start(String);

impl Lines {
    pub(crate) fn new(metric: &Metric) -> Self {
        let name = metric.identifier();
        let values = match metric.aggregation() {
            Aggregation::Counter | Aggregation::Gauge => Values::Single,
            Aggregation::Histogram(bounds) => Values::histogram(name, bounds.values()),
            Aggregation::Exponential(_) => Values::histogram(name, &[]),
        };
        let first_line = match &values {
            Values::Single => name.to_owned(),
            Values::Histogram { .. } => format!("{name}_bucket"),
        };
        Self { values, created: None, has_exemplars: false, first_line: LabelTexts::new(first_line) }
    }

    /// Says of each series when it was made: `epoch` is when the engine was, in hundredths of a second since 1970.
    pub(crate) fn with_created(self, name: &str, epoch: u64) -> Self {
        Self { created: Some(Created { start: Start::new(name, "_created"), epoch }), ..self }
    }

    /// Shows which traces values are from.
    pub(crate) fn with_exemplars(self) -> Self {
        Self { has_exemplars: true, ..self }
    }

    /// Writes the lines of a series. The labels are written on the first line, and copied from there to the others.
    #[inline]
    pub(crate) fn write(&mut self, piece: &mut Vec<u8>, series: &SeriesView<'_>) {
        let exemplars = series.exemplars.filter(|_| self.has_exemplars);
        let start = piece.len();
        self.first_line.write(piece, &series.labels);
        // Without the quote at the end of the last value.
        let labels = start + self.first_line.name_length()..piece.len();
        let has_labels = !series.labels.set.names.is_empty();
        match (&self.values, &series.value) {
            (Values::Single, Value::Counter(count)) => {
                end_labels(piece, has_labels);
                write_count(piece, *count);
                end(piece, exemplars.and_then(|exemplars| exemplars.get(0)));
            }
            (Values::Single, Value::Gauge(value)) => {
                end_labels(piece, has_labels);
                write_value(piece, *value);
                piece.push(b'\n');
            }
            (Values::Histogram { bounds, sum, count, .. }, Value::Histogram(histogram)) => {
                let exemplar = |bucket| exemplars.and_then(|exemplars| exemplars.get(bucket));
                let all = buckets(piece, start, has_labels, (bounds, histogram.counts), exemplar);
                totals(piece, &labels, (sum, histogram.sum), (count, all));
            }
            (Values::Histogram { name, sum, count, .. }, Value::Exponential(reading)) => {
                let (bounds, counts) = classic(name, reading);
                let exemplar = exemplars.and_then(|exemplars| exemplars.get(0));
                let place = exemplar.map_or(0, |exemplar| reading.classic_bucket(name, exemplar.value));
                let exemplar = |bucket| exemplar.filter(|_| bucket == place);
                buckets(piece, start, has_labels, (&bounds, &counts), exemplar);
                totals(piece, &labels, (sum, reading.sum), (count, reading.count));
            }
            // The series of a metric have its own aggregation.
            _ => return piece.truncate(start),
        }
        if let Some(Created { start, epoch }) = &self.created {
            start.begin(piece, labels);
            write_hundredths(piece, epoch + u64::from(series.created));
            piece.push(b'\n');
        }
    }
}

/// Ends the labels, if there are some.
#[inline]
fn end_labels(piece: &mut Vec<u8>, has_labels: bool) {
    if has_labels {
        piece.extend_from_slice(b"\"} ");
    }
}

/// Writes the lines of a histogram after its buckets.
#[inline]
fn totals(piece: &mut Vec<u8>, labels: &Range<usize>, (sum, value): (&Start, f64), (count, all): (&Start, u64)) {
    sum.begin(piece, labels.clone());
    write_value(piece, value);
    piece.push(b'\n');
    count.begin(piece, labels.clone());
    write_count(piece, all);
    piece.push(b'\n');
}

/// Writes a line for each bucket, with the number of values in it and in those before it, and returns the number of all.
/// The first line begins at `start`, and is written up to its labels.
#[inline]
fn buckets(
    piece: &mut Vec<u8>,
    start: usize,
    has_labels: bool,
    (bounds, counts): (&[ShortText], &[u64]),
    exemplar: impl Fn(usize) -> Option<Exemplar>,
) -> u64 {
    if has_labels {
        piece.extend_from_slice(b"\",");
    } else {
        // `name ` becomes `name{`.
        piece.pop();
        piece.push(b'{');
    }
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

/// The buckets of an exponential histogram as classic ones, each with what is in it alone.
fn classic(name: &str, reading: &Reading) -> (Vec<ShortText>, Vec<u64>) {
    let mut before = 0;
    let all = reading.classic(name).chain([(f64::INFINITY, reading.count)]);
    all.map(|(bound, no_more)| (le(bound), no_more.wrapping_sub(std::mem::replace(&mut before, no_more)))).unzip()
}

impl Values {
    fn histogram(name: &str, bounds: &[f64]) -> Self {
        Self::Histogram {
            name: name.to_owned(),
            bounds: bounds.iter().chain([&f64::INFINITY]).map(|value| le(*value)).collect(),
            sum: Start::new(name, "_sum"),
            count: Start::new(name, "_count"),
        }
    }
}

/// The end of a line, with the exemplar that a bucket has.
#[inline]
fn end(piece: &mut Vec<u8>, exemplar: Option<Exemplar>) {
    if let Some(exemplar) = exemplar {
        exemplar.write(piece);
    }
    piece.push(b'\n');
}

/// `le="0.25"} `
fn le(value: f64) -> ShortText {
    ShortText::new(&format!("le=\"{}\"}} ", bound(value)))
}

impl Start {
    fn new(name: &str, suffix: &str) -> Self {
        Self(format!("{name}{suffix}"))
    }

    /// Writes `name{method="GET"} `, with the labels of an earlier line: `{method="GET`. Without labels there is one
    /// character, and it writes `name `.
    #[inline]
    fn begin(&self, piece: &mut Vec<u8>, labels: Range<usize>) {
        piece.extend_from_slice(self.0.as_bytes());
        if labels.len() > 1 {
            piece.extend_from_within(labels);
            end_labels(piece, true);
        } else {
            piece.push(b' ');
        }
    }
}
