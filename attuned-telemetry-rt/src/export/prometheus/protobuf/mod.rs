//! Prometheus' protobuf format: messages with a length prefix.
//!
//! Source: <https://prometheus.io/docs/instrumenting/exposition_formats/#protobuf-format>

mod messages;
mod native;

use std::collections::BTreeMap;

use prost::Message as _;

use super::protobuf::messages::{Bucket, Counter, Gauge, LabelPair, Metric, MetricFamily, MetricType, Timestamp};
use crate::core::clock::HAS_DATE;
use crate::engine::exemplars::Exemplar;
use crate::engine::family::aggregation::Aggregation;
use crate::engine::histogram::exponential::exponential::ZERO_THRESHOLD;
use crate::engine::histogram::exponential::reading::Reading;
use crate::engine::snapshot;
use crate::engine::snapshot::{Position, SeriesView, Value};
use crate::export::prometheus::unit::unit_of;

/// A message is complete when the labels of its series have at least this many bytes.
const MOST_BYTES: usize = 16 * 1024;

/// Writes a few series of a metric as one message. A message starts with its length, so one message with all series
/// would need all of them in memory at once. Prometheus merges several messages of one metric.
///
/// `read` passes each series to its argument until that returns `false`, and returns the position of the next ones.
/// `epoch` is the time at which the engine was created, in hundredths of a second since 1970.
pub(super) fn write(
    piece: &mut Vec<u8>,
    epoch: u64,
    read: impl FnOnce(&mut dyn FnMut(&snapshot::Metric, &SeriesView<'_>) -> bool) -> Option<Position>,
) -> Option<Position> {
    let (mut message, mut bytes) = (None, 0);
    let next = read(&mut |of, series| {
        message.get_or_insert_with(|| head(of)).metric.push(metric(of, series, epoch));
        bytes += series.labels.iter().map(|(name, value)| name.identifier().len() + value.len()).sum::<usize>();
        bytes < MOST_BYTES
    });
    if let Some(message) = message {
        // Writing to a vector does not fail.
        let _ = message.encode_length_delimited(piece);
    }
    next
}

/// Creates the message of a metric, without series.
fn head(metric: &snapshot::Metric) -> MetricFamily {
    let metric_type = match metric.aggregation() {
        Aggregation::Counter => MetricType::Counter,
        Aggregation::Gauge => MetricType::Gauge,
        Aggregation::Histogram(_) | Aggregation::Exponential(_) => MetricType::Histogram,
    };
    MetricFamily {
        name: Some(metric.identifier().to_owned()),
        help: metric.description().map(str::to_owned),
        r#type: Some(metric_type.into()),
        metric: Vec::new(),
        unit: unit(metric).map(str::to_owned),
    }
}

/// Returns the unit, which comes before the suffix `_total` in the name of a counter.
fn unit(metric: &snapshot::Metric) -> Option<&'static str> {
    let name = metric.identifier();
    match metric.aggregation() {
        Aggregation::Counter => unit_of(metric, name.strip_suffix("_total").unwrap_or(name)),
        _ => unit_of(metric, name),
    }
}

fn metric(of: &snapshot::Metric, series: &SeriesView<'_>, epoch: u64) -> Metric {
    let exemplar = |bucket| series.exemplars.and_then(|exemplars| exemplars.get(bucket)).as_ref().map(exemplar);
    let created = HAS_DATE.then(|| timestamp(epoch + series.created));
    let label = series.labels.iter().map(|(name, value)| pair(name.identifier(), value.to_owned())).collect();
    let mut metric = Metric { label, ..Metric::default() };
    match &series.value {
        #[expect(clippy::cast_precision_loss, reason = "protobuf has counters as floats, which are exact up to 2^53")]
        Value::Counter(count) => {
            metric.counter =
                Some(Counter { value: Some(*count as f64), exemplar: exemplar(0), created_timestamp: created });
        }
        Value::Gauge(value) => metric.gauge = Some(Gauge { value: Some(*value) }),
        Value::Histogram { counts, sum } => {
            let bounds = if let Aggregation::Histogram(bounds) = of.aggregation() { bounds.values() } else { &[] };
            metric.histogram =
                Some(messages::Histogram { created_timestamp: created, ..histogram(bounds, (counts, *sum), exemplar) });
        }
        Value::Exponential(reading) => {
            let histogram = exponential(of.identifier(), reading, exemplar(0));
            metric.histogram = Some(messages::Histogram { created_timestamp: created, ..histogram });
        }
    }
    metric
}

fn pair(name: &str, value: String) -> LabelPair {
    LabelPair { name: Some(name.to_owned()), value: Some(value) }
}

fn histogram(
    bounds: &[f64],
    (counts, sum): (&[u64], f64),
    exemplar: impl Fn(usize) -> Option<messages::Exemplar>,
) -> messages::Histogram {
    let mut total: u64 = 0;
    let bounds = bounds.iter().chain([&f64::INFINITY]);
    let buckets = bounds.zip(counts).enumerate().map(|(bucket, (bound, count))| {
        total = total.wrapping_add(*count);
        Bucket { cumulative_count: Some(total), upper_bound: Some(*bound), exemplar: exemplar(bucket) }
    });
    let bucket = buckets.collect();
    messages::Histogram { sample_count: Some(total), sample_sum: Some(sum), bucket, ..Default::default() }
}

/// Creates a native histogram that has classic buckets, too. Prometheus reads the exemplar from the classic buckets,
/// and scrapers without support for native histograms read only the classic ones.
fn exponential(name: &str, reading: &Reading, mut exemplar: Option<messages::Exemplar>) -> messages::Histogram {
    let Reading { schema, zeros, negative, positive, sum, count } = reading;
    let buckets = reading.classic(name).chain([(f64::INFINITY, *count)]);
    let bucket = buckets.map(|(bound, no_more)| Bucket {
        cumulative_count: Some(no_more),
        upper_bound: Some(bound),
        exemplar: exemplar.take_if(|exemplar| exemplar.value.is_some_and(|value| value <= bound)),
    });
    let counted = |buckets: &BTreeMap<i32, u64>| buckets.clone();
    messages::Histogram {
        sample_count: Some(*count),
        sample_sum: Some(*sum),
        bucket: bucket.collect(),
        ..native::histogram(*schema, (ZERO_THRESHOLD, *zeros), counted(negative), counted(positive))
    }
}

fn exemplar(read: &Exemplar) -> messages::Exemplar {
    let timestamp = read.since_1970().map(|since_1970| Timestamp {
        seconds: i64::try_from(since_1970.as_secs()).unwrap_or(i64::MAX),
        nanos: i32::try_from(since_1970.subsec_nanos()).unwrap_or_default(),
    });
    let label = vec![pair("trace_id", read.trace_id.to_string()), pair("span_id", read.span_id.to_string())];
    messages::Exemplar { label, value: Some(read.value), timestamp }
}

/// Converts hundredths of a second since 1970.
fn timestamp(hundredths: u64) -> Timestamp {
    Timestamp {
        seconds: i64::try_from(hundredths / 100).unwrap_or(i64::MAX),
        nanos: i32::try_from(hundredths % 100 * 10_000_000).unwrap_or_default(),
    }
}
