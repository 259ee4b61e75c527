//! Prometheus' protobuf format: messages, each behind its length.
//!
//! Source: <https://prometheus.io/docs/instrumenting/exposition_formats/#protobuf-format>

mod labels;
mod messages;
mod native;

use std::collections::BTreeMap;

use prost::Message as _;

use super::protobuf::messages::{Bucket, Counter, Gauge, LabelPair, Metric, MetricFamily, MetricType, Timestamp};
use crate::engine::exemplars::Exemplar;
use crate::engine::family::aggregation::Aggregation;
use crate::engine::family::family::Family;
use crate::engine::histogram::exponential::exponential::ZERO_THRESHOLD;
use crate::engine::histogram::exponential::reading::Reading;
use crate::engine::snapshot::series::{Histogram, SeriesView, Value};

/// Writes some series of a metric as one message. A message has to say its length first, so all series of a metric in
/// one would have to be in memory at once; Prometheus takes several messages of one metric as one.
///
/// `show` is given what to do with each series, and says where to go on. `epoch` is when the engine was made, in
/// hundredths of a second since 1970.
pub(super) fn write(
    piece: &mut Vec<u8>,
    family: &Family,
    epoch: u64,
    show: impl FnOnce(&mut dyn FnMut(&SeriesView<'_>)) -> Option<u32>,
) -> Option<u32> {
    let mut message = head(family);
    let next = show(&mut |series| message.metric.push(metric(family, series, epoch)));
    if !message.metric.is_empty() {
        // A vector always has room.
        let _ = message.encode_length_delimited(piece);
    }
    next
}

/// What the metric is.
fn head(family: &Family) -> MetricFamily {
    let description = family.description.get();
    let metric_type = match family.aggregation {
        Aggregation::Counter => MetricType::Counter,
        Aggregation::Gauge => MetricType::Gauge,
        Aggregation::Histogram(_) | Aggregation::Exponential(_) => MetricType::Histogram,
    };
    MetricFamily {
        name: Some(family.name.clone()),
        help: description.map(|description| description.text.clone()),
        r#type: Some(metric_type.into()),
        metric: Vec::new(),
        unit: description.and_then(|description| description.unit_of(&family.name)).map(str::to_owned),
    }
}

fn metric(family: &Family, series: &SeriesView<'_>, epoch: u64) -> Metric {
    let exemplar = |bucket| series.exemplars.and_then(|exemplars| exemplars.get(bucket)).as_ref().map(exemplar);
    let created = Some(timestamp(epoch + u64::from(series.created)));
    let mut metric = Metric { label: labels::pairs(series.labels), ..Metric::default() };
    match &series.value {
        #[expect(clippy::cast_precision_loss, reason = "a counter is a float here, and exact up to 2^53")]
        Value::Counter(count) => {
            metric.counter =
                Some(Counter { value: Some(*count as f64), exemplar: exemplar(0), created_timestamp: created });
        }
        Value::Gauge(value) => metric.gauge = Some(Gauge { value: Some(*value) }),
        Value::Histogram(read) => {
            let bounds = if let Aggregation::Histogram(bounds) = &family.aggregation { bounds.values() } else { &[] };
            metric.histogram =
                Some(messages::Histogram { created_timestamp: created, ..histogram(bounds, read, exemplar) });
        }
        Value::Exponential(reading) => {
            let histogram = exponential(&family.name, reading, exemplar(0));
            metric.histogram = Some(messages::Histogram { created_timestamp: created, ..histogram });
        }
    }
    metric
}

fn histogram(
    bounds: &[f64],
    read: &Histogram<'_>,
    exemplar: impl Fn(usize) -> Option<messages::Exemplar>,
) -> messages::Histogram {
    let mut total: u64 = 0;
    let bounds = bounds.iter().chain([&f64::INFINITY]);
    let buckets = bounds.zip(read.counts).enumerate().map(|(bucket, (bound, count))| {
        total = total.wrapping_add(*count);
        Bucket { cumulative_count: Some(total), upper_bound: Some(*bound), exemplar: exemplar(bucket) }
    });
    let bucket = buckets.collect();
    messages::Histogram { sample_count: Some(total), sample_sum: Some(read.sum), bucket, ..Default::default() }
}

/// A native histogram, and classic buckets besides: Prometheus takes its exemplar from those, and they are what a
/// scraper reads that knows no others.
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
    let since_1970 = read.since_1970();
    let at = Timestamp {
        seconds: i64::try_from(since_1970.as_secs()).unwrap_or(i64::MAX),
        nanos: i32::try_from(since_1970.subsec_nanos()).unwrap_or_default(),
    };
    let label = |name: &str, value| LabelPair { name: Some(name.to_owned()), value: Some(value) };
    let label = vec![label("trace_id", read.trace_id.to_string()), label("span_id", read.span_id.to_string())];
    messages::Exemplar { label, value: Some(read.value), timestamp: Some(at) }
}

/// Hundredths of a second since 1970.
fn timestamp(hundredths: u64) -> Timestamp {
    Timestamp {
        seconds: i64::try_from(hundredths / 100).unwrap_or(i64::MAX),
        nanos: i32::try_from(hundredths % 100 * 10_000_000).unwrap_or_default(),
    }
}
