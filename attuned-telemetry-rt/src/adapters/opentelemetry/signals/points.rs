//! Points that a metrics adapter receives, in requests.

use std::borrow::Cow;

use crate::adapters::metrics::exponential::{ExponentialCounts, ExponentialDistribution};
use crate::adapters::metrics::point::{MetricPoint, MetricSample, MetricValue};
use crate::engine::family::metric_kind::MetricKind;
use crate::engine::histogram::exponential::exponential::ZERO_THRESHOLD;
use crate::engine::recorder::names::asked_identifier;
use crate::export::otlp::encode::request::Part;
use crate::export::otlp::encode::writer::writer::Writer;
use crate::export::otlp::metrics::described::{Data, Described};
use crate::export::otlp::metrics::exponential::Exponential;
use crate::export::otlp::metrics::points::{Fixed, Head, nanoseconds};
use crate::export::otlp::metrics::request::{END, Request};
use crate::export::otlp::metrics::temporality::Temporality;

/// Encodes the first of the points, as far as they fit into `limit` bytes. Points of a metric should follow each other.
pub(in crate::adapters::opentelemetry) fn encode<W: Writer>(
    (resource, temporality): (&[u8], Temporality),
    points: &[MetricPoint],
    limit: usize,
) -> Part {
    let mut request = Request::<W>::new(resource, temporality);
    let mut part = Part::default();
    for point in points {
        request.begin_unless_in(&described(point));
        let before = request.writer.len();
        write(&mut request.writer, point, temporality);
        if request.writer.len() > limit.saturating_sub(END) {
            request.writer.truncate(before);
            if part.items > 0 {
                break;
            }
            part.oversize += 1;
        } else {
            part.items += 1;
        }
    }
    if part.items > 0 { Part { body: request.finish(), ..part } } else { part }
}

fn described(point: &MetricPoint) -> Described<'_> {
    let (data, kind) = match point.value {
        MetricValue::Counter { .. } | MetricValue::Sample(MetricSample::Counter(_)) => {
            (Data::Counter, MetricKind::Counter)
        }
        MetricValue::Gauge(_) | MetricValue::Sample(MetricSample::Gauge(_)) => (Data::Gauge, MetricKind::Gauge),
        MetricValue::Exponential(_) => (Data::Exponential, MetricKind::Histogram),
        MetricValue::Histogram(_) | MetricValue::Sample(MetricSample::Histogram(_) | MetricSample::Timing(_)) => {
            (Data::Histogram, MetricKind::Histogram)
        }
    };
    let identifier = asked_identifier(&point.name, kind);
    let description = point.description.as_deref().map(Cow::Borrowed).unwrap_or_default();
    Described::new(&point.name, &identifier, point.unit, description, data)
}

fn write<W: Writer>(writer: &mut W, point: &MetricPoint, temporality: Temporality) {
    let is_delta = temporality == Temporality::Delta;
    let start = if is_delta { Some(point.start) } else { point.created };
    let time = nanoseconds(point.time);
    let head = Head { labels: point.labels.iter(), start: start.map_or(0, nanoseconds), time };
    match &point.value {
        MetricValue::Counter { increase, total } => {
            head.counter(writer, if is_delta { *increase } else { *total }, None);
        }
        MetricValue::Gauge(value) | MetricValue::Sample(MetricSample::Gauge(value)) => head.gauge(writer, *value),
        MetricValue::Histogram(of) => {
            let (counts, sum) = if is_delta { (&of.counts, of.sum) } else { (&of.total_counts, of.total_sum) };
            head.histogram(writer, Fixed { bounds: &of.bounds, counts, sum }, None);
        }
        MetricValue::Exponential(of) => head.exponential(writer, &exponential(of, is_delta), None),
        MetricValue::Sample(MetricSample::Counter(value)) => head.counter(writer, *value, None),
        MetricValue::Sample(MetricSample::Histogram(value)) => one_value(head, writer, *value),
        MetricValue::Sample(MetricSample::Timing(value)) => one_value(head, writer, value.as_secs_f64()),
    }
}

/// Writes a histogram with a single value, and a single bucket.
fn one_value<'label, W: Writer>(
    head: Head<impl Iterator<Item = (&'label str, &'label str)>>,
    writer: &mut W,
    value: f64,
) {
    head.histogram(writer, Fixed { bounds: &[], counts: &[1], sum: value }, None);
}

fn exponential(of: &ExponentialDistribution, is_delta: bool) -> Exponential {
    let ExponentialCounts { zeros, positive, negative, sum, .. } = if is_delta { &of.increase } else { &of.total };
    let schema = (of.schema, ZERO_THRESHOLD);
    Exponential::new(schema, *zeros, *sum, positive.iter().copied(), negative.iter().copied())
}
