//! The points of a metric.

use std::time::SystemTime;

use super::exponential::Exponential;
use crate::core::labels::capped_labels::OTHER;
use crate::engine::exemplars::Exemplar;
use crate::export::otlp::encode::fields::common::{any_value, key_value};
use crate::export::otlp::encode::fields::metrics::{data, exemplar, exponential, histogram, number};
use crate::export::otlp::encode::writer::field::Field;
use crate::export::otlp::encode::writer::writer::Writer;

/// The attribute of a series for the calls whose labels are beyond a limit.
///
/// Source: <https://opentelemetry.io/docs/specs/otel/metrics/sdk/#overflow-attribute>
const OVERFLOW: &str = "otel.metric.overflow";

/// The attributes that are integers by OpenTelemetry's conventions. Labels of metrics are texts.
///
/// Source: <https://opentelemetry.io/docs/specs/semconv/http/http-metrics/>
const INTEGERS: [&str; 2] = ["http.response.status_code", "server.port"];

/// Returns the value of an attribute that is an integer by convention.
fn integer(key: &str, value: &str) -> Option<i64> {
    // Most keys are told apart by their length.
    INTEGERS.contains(&key).then(|| value.parse().ok()).flatten()
}

/// The labels and times of a point.
#[derive(Clone)]
pub(crate) struct Head<L> {
    pub(crate) labels: L,
    /// In nanoseconds since 1970. Zero if it is not known.
    pub(crate) start: u64,
    pub(crate) time: u64,
}

/// The values of a histogram with fixed buckets.
#[derive(Clone, Copy)]
pub(crate) struct Fixed<'value> {
    pub(crate) bounds: &'value [f64],
    /// Not cumulative. The last one has no upper bound.
    pub(crate) counts: &'value [u64],
    pub(crate) sum: f64,
}

impl<'label, L: Iterator<Item = (&'label str, &'label str)>> Head<L> {
    fn write<W: Writer>(self, writer: &mut W, [attributes, start, time]: [Field; 3]) {
        let Self { labels, .. } = self;
        let mut is_overflow = false;
        writer.list(attributes, |writer| {
            for (key, value) in labels {
                is_overflow |= value == OTHER;
                writer.item(attributes, |writer| {
                    writer.string(key_value::KEY, key);
                    writer.message(key_value::VALUE, |writer| match integer(key, value) {
                        Some(number) => writer.int64(any_value::INT_VALUE, number),
                        None => writer.string(any_value::STRING_VALUE, value),
                    });
                });
            }
            if is_overflow {
                writer.item(attributes, |writer| {
                    writer.string(key_value::KEY, OVERFLOW);
                    writer.message(key_value::VALUE, |writer| writer.bool(any_value::BOOL_VALUE, true));
                });
            }
        });
        writer.fixed64(start, self.start.min(self.time));
        writer.fixed64(time, self.time);
    }

    /// Writes the point of a counter.
    pub(crate) fn counter<W: Writer>(self, writer: &mut W, value: u64, exemplar: Option<Exemplar>) {
        writer.item(data::DATA_POINTS, |writer| {
            self.write(writer, [number::ATTRIBUTES, number::START_TIME_UNIX_NANO, number::TIME_UNIX_NANO]);
            writer.sfixed64(number::AS_INT, i64::try_from(value).unwrap_or(i64::MAX));
            exemplars(writer, number::EXEMPLARS, exemplar);
        });
    }

    /// Writes the point of a gauge, which has no start.
    pub(crate) fn gauge<W: Writer>(self, writer: &mut W, value: f64) {
        writer.item(data::DATA_POINTS, |writer| {
            let head = Self { start: 0, ..self };
            head.write(writer, [number::ATTRIBUTES, number::START_TIME_UNIX_NANO, number::TIME_UNIX_NANO]);
            writer.double(number::AS_DOUBLE, value);
        });
    }

    /// Writes the point of a histogram with fixed buckets.
    pub(crate) fn histogram<W: Writer>(
        self,
        writer: &mut W,
        value: Fixed<'_>,
        of_values: impl IntoIterator<Item = Exemplar>,
    ) {
        writer.item(data::DATA_POINTS, |writer| {
            self.write(writer, [histogram::ATTRIBUTES, histogram::START_TIME_UNIX_NANO, histogram::TIME_UNIX_NANO]);
            writer.fixed64(histogram::COUNT, value.counts.iter().fold(0, |sum, count| sum.wrapping_add(*count)));
            writer.double(histogram::SUM, value.sum);
            writer.fixed64_list(histogram::BUCKET_COUNTS, value.counts.iter().copied());
            writer.double_list(histogram::EXPLICIT_BOUNDS, value.bounds.iter().copied());
            exemplars(writer, histogram::EXEMPLARS, of_values);
        });
    }

    /// Writes the point of a histogram with exponential buckets.
    pub(crate) fn exponential<W: Writer>(self, writer: &mut W, value: &Exponential, exemplar: Option<Exemplar>) {
        writer.item(data::DATA_POINTS, |writer| {
            let times = [exponential::START_TIME_UNIX_NANO, exponential::TIME_UNIX_NANO];
            self.write(writer, [exponential::ATTRIBUTES, times[0], times[1]]);
            value.write(writer);
            exemplars(writer, exponential::EXEMPLARS, exemplar);
        });
    }
}

fn exemplars<W: Writer>(writer: &mut W, field: Field, all: impl IntoIterator<Item = Exemplar>) {
    writer.list(field, |writer| {
        for Exemplar { value, trace_id, span_id, at } in all {
            writer.item(field, |writer| {
                writer.fixed64(exemplar::TIME_UNIX_NANO, at.map_or(0, nanoseconds));
                writer.double(exemplar::AS_DOUBLE, value);
                writer.id(exemplar::SPAN_ID, span_id.get().to_be_bytes());
                writer.id(exemplar::TRACE_ID, trace_id.get().to_be_bytes());
            });
        }
    });
}

/// Returns a time in nanoseconds since 1970.
pub(crate) fn nanoseconds(time: SystemTime) -> u64 {
    let since_1970 = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since_1970.as_nanos()).unwrap_or(u64::MAX)
}
