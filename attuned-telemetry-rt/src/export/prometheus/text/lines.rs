//! The lines of a metric's series, which are alike in both text formats.

use super::number::{bound, write_count, write_hundredths, write_value};
use super::short_text::ShortText;
use crate::engine::exemplars::Exemplar;
use crate::engine::family::aggregation::Aggregation;
use crate::engine::family::family::Family;
use crate::engine::histogram::exponential::reading::Reading;
use crate::engine::snapshot::series::{SeriesView, Value};

/// What the lines of a metric's series begin with, made once for all of them.
pub(crate) struct Lines {
    values: Values,
    /// Of the line that says when a series was made, if there is one.
    created: Option<Created>,
    has_exemplars: bool,
}

struct Created {
    start: Start,
    /// When the engine was made, in hundredths of a second since 1970.
    epoch: u64,
}

enum Values {
    Single(Start),
    /// The bounds of an exponential histogram are known only when it is read.
    Histogram {
        name: String,
        bucket: Start,
        bounds: Box<[ShortText]>,
        sum: Start,
        count: Start,
    },
}

/// `name{`, or `name` if there are no labels.
struct Start(String);

impl Lines {
    pub(crate) fn new(family: &Family) -> Self {
        let name = &family.name;
        let values = match &family.aggregation {
            Aggregation::Counter | Aggregation::Gauge => Values::Single(Start::new(name, "")),
            Aggregation::Histogram(bounds) => Values::histogram(name, bounds.values()),
            Aggregation::Exponential(_) => Values::histogram(name, &[]),
        };
        Self { values, created: None, has_exemplars: false }
    }

    /// Says of each series when it was made: `epoch` is when the engine was, in hundredths of a second since 1970.
    pub(crate) fn with_created(self, name: &str, epoch: u64) -> Self {
        Self { created: Some(Created { start: Start::new(name, "_created"), epoch }), ..self }
    }

    /// Shows which traces values are from.
    pub(crate) fn with_exemplars(self) -> Self {
        Self { has_exemplars: true, ..self }
    }

    /// Writes what is known of a series.
    #[inline]
    pub(crate) fn write(&self, piece: &mut Vec<u8>, series: &SeriesView<'_>) {
        let exemplars = series.exemplars.filter(|_| self.has_exemplars);
        match (&self.values, &series.value) {
            (Values::Single(start), Value::Counter(count)) => {
                start.begin(piece, series.labels);
                write_count(piece, *count);
                end(piece, exemplars.and_then(|exemplars| exemplars.get(0)));
            }
            (Values::Single(start), Value::Gauge(value)) => start.value(piece, series.labels, *value),
            (Values::Histogram { bucket, bounds, sum, count, .. }, Value::Histogram(histogram)) => {
                let exemplar = |bucket| exemplars.and_then(|exemplars| exemplars.get(bucket));
                let all = bucket.buckets(piece, series.labels, bounds, histogram.counts, exemplar);
                sum.value(piece, series.labels, histogram.sum);
                count.begin(piece, series.labels);
                write_count(piece, all);
                piece.push(b'\n');
            }
            (Values::Histogram { name, bucket, sum, count, .. }, Value::Exponential(reading)) => {
                let (bounds, counts) = classic(name, reading);
                let exemplar = exemplars.and_then(|exemplars| exemplars.get(0));
                let place = exemplar.map_or(0, |exemplar| reading.classic_bucket(name, exemplar.value));
                let exemplar = |bucket| exemplar.filter(|_| bucket == place);
                bucket.buckets(piece, series.labels, &bounds, &counts, exemplar);
                sum.value(piece, series.labels, reading.sum);
                count.begin(piece, series.labels);
                write_count(piece, reading.count);
                piece.push(b'\n');
            }
            // A family has series of its own kind only.
            _ => return,
        }
        if let Some(Created { start, epoch }) = &self.created {
            start.begin(piece, series.labels);
            write_hundredths(piece, epoch + u64::from(series.created));
            piece.push(b'\n');
        }
    }
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
            bucket: Start::new(name, "_bucket"),
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
        Self(format!("{name}{suffix}{{"))
    }

    /// `name{labels} `
    #[inline]
    fn begin(&self, piece: &mut Vec<u8>, labels: &str) {
        let open = self.0.as_bytes();
        if let ([], Some((_, name))) = (labels.as_bytes(), open.split_last()) {
            piece.extend_from_slice(name);
            piece.push(b' ');
        } else {
            piece.extend_from_slice(open);
            piece.extend_from_slice(labels.as_bytes());
            piece.extend_from_slice(b"} ");
        }
    }

    #[inline]
    fn value(&self, piece: &mut Vec<u8>, labels: &str, value: f64) {
        self.begin(piece, labels);
        write_value(piece, value);
        piece.push(b'\n');
    }

    /// One line for each bucket, with what is in it and in those before it; gives back what is in all of them.
    #[inline]
    fn buckets(
        &self,
        piece: &mut Vec<u8>,
        labels: &str,
        bounds: &[ShortText],
        counts: &[u64],
        exemplar: impl Fn(usize) -> Option<Exemplar>,
    ) -> u64 {
        let start = piece.len();
        piece.extend_from_slice(self.0.as_bytes());
        if !labels.is_empty() {
            piece.extend_from_slice(labels.as_bytes());
            piece.push(b',');
        }
        // The lines begin alike.
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
}
