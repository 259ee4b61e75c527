//! The messages of OpenTelemetry's own crate decode what is encoded.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::collections::BTreeMap;

use metrics::{Unit, counter, describe_histogram, gauge, histogram, with_local_recorder};
use opentelemetry_proto::tonic::collector::metrics::v1::ExportMetricsServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::metrics::v1::metric::Data;
use opentelemetry_proto::tonic::metrics::v1::number_data_point::Value as Number;
use opentelemetry_proto::tonic::metrics::v1::{
    ExponentialHistogramDataPoint, HistogramDataPoint, Metric, NumberDataPoint,
};
use proptest::prelude::*;
use prost::Message as _;

use super::collection::Collection;
use crate::engine::Engine;
use crate::engine::recorder::config::{Buckets, Config};
use crate::export::otlp::encode::writer::json::Json;
use crate::export::otlp::encode::writer::protobuf::Protobuf;
use crate::export::otlp::metrics::chunk::Limits;

/// Returns all requests in both formats, and the number of points of each.
fn requests(engine: &Engine, limits: Limits) -> Vec<(ExportMetricsServiceRequest, usize, usize)> {
    let mut collection = Collection::new(engine, true);
    let (mut cursor, mut requests) = (Collection::start(), Vec::new());
    while let Some((chunk, next)) = collection.encode::<Protobuf>(&[], cursor, limits) {
        let decoded = ExportMetricsServiceRequest::decode(&*chunk.body).unwrap();
        let limit = Limits { bytes: usize::MAX, items: chunk.items };
        let (json, _) = collection.encode::<Json>(&[], cursor, limit).unwrap();
        assert_eq!(serde_json::from_slice::<ExportMetricsServiceRequest>(&json.body).unwrap(), decoded);
        requests.push((decoded, chunk.items, chunk.body.len()));
        cursor = next;
    }
    requests
}

const ALL: Limits = Limits { bytes: usize::MAX, items: usize::MAX };

/// Returns the metrics of an engine by their names.
fn metrics(engine: &Engine) -> BTreeMap<String, Metric> {
    let mut metrics = BTreeMap::new();
    for (request, ..) in requests(engine, ALL) {
        for resource in request.resource_metrics {
            for metric in resource.scope_metrics.into_iter().flat_map(|scope| scope.metrics) {
                // The engine counts what it drops.
                if !metric.name.starts_with("attuned_telemetry") {
                    assert_eq!(metrics.insert(metric.name.clone(), metric), None, "each name is there once");
                }
            }
        }
    }
    metrics
}

fn numbers(metric: &Metric) -> &[NumberDataPoint] {
    match metric.data.as_ref().unwrap() {
        Data::Sum(sum) => {
            assert!(sum.is_monotonic && sum.aggregation_temporality == 2, "{sum:?}");
            &sum.data_points
        }
        Data::Gauge(gauge) => &gauge.data_points,
        other => panic!("{other:?}"),
    }
}

fn histogram_of(metric: &Metric) -> &HistogramDataPoint {
    match metric.data.as_ref().unwrap() {
        Data::Histogram(histogram) => {
            assert_eq!(histogram.aggregation_temporality, 2);
            &histogram.data_points[0]
        }
        other => panic!("{other:?}"),
    }
}

fn exponential_of(metric: &Metric) -> &ExponentialHistogramDataPoint {
    match metric.data.as_ref().unwrap() {
        Data::ExponentialHistogram(histogram) => &histogram.data_points[0],
        other => panic!("{other:?}"),
    }
}

fn labels(point: &NumberDataPoint) -> Vec<(String, String)> {
    let text = |value: Option<Value>| match value.unwrap() {
        Value::StringValue(text) => text,
        other => format!("{other:?}"),
    };
    let mut labels: Vec<_> =
        point.attributes.iter().cloned().map(|pair| (pair.key, text(pair.value.unwrap().value))).collect();
    labels.sort();
    labels
}

fn recorded(config: Config, record: impl FnOnce()) -> Engine {
    let engine = Engine::new(config);
    with_local_recorder(&engine, record);
    engine
}

#[test]
fn counters_and_gauges_have_their_labels_times_and_exact_values() {
    let engine = recorded(Config::default(), || {
        counter!("http.requests_total", "http.method" => "GET", "le" => "x").increment(9_007_199_254_740_993);
        counter!("huge").increment(u64::MAX);
        gauge!("queue").set(-0.5);
        gauge!("zero").set(0.0);
    });
    let metrics = metrics(&engine);
    let [point] = numbers(&metrics["http.requests"]) else { panic!("{metrics:?}") };
    assert_eq!(point.value, Some(Number::AsInt(9_007_199_254_740_993)));
    assert_eq!(labels(point), [("http.method", "GET"), ("le", "x")].map(|(key, value)| (key.into(), value.into())));
    assert!(point.start_time_unix_nano > 0 && point.start_time_unix_nano <= point.time_unix_nano);
    assert_eq!(numbers(&metrics["huge"])[0].value, Some(Number::AsInt(i64::MAX)));
    assert_eq!(numbers(&metrics["queue"])[0].value, Some(Number::AsDouble(-0.5)));
    assert_eq!(numbers(&metrics["zero"])[0].value, Some(Number::AsDouble(0.0)));
    let times: Vec<_> = metrics.values().flat_map(numbers).map(|point| point.time_unix_nano).collect();
    assert!(times.windows(2).all(|pair| pair[0] == pair[1]), "one time for all points: {times:?}");
}

#[test]
fn attributes_that_are_integers_by_convention_are_sent_as_integers() {
    let engine = recorded(Config::default(), || {
        counter!("answers", "http.response.status_code" => "200", "server.port" => "odd", "code" => "7").increment(1);
    });
    let metrics = metrics(&engine);
    let expected = [("code", "7"), ("http.response.status_code", "IntValue(200)"), ("server.port", "odd")];
    assert_eq!(labels(&numbers(&metrics["answers"])[0]), expected.map(|(key, value)| (key.into(), value.into())));
}

#[test]
fn buckets_are_not_cumulative() {
    let engine = recorded(Config::default(), || {
        describe_histogram!("call_seconds", Unit::Seconds, "Duration of a call.");
        for value in [0.001, 0.03, 0.03, 99.0] {
            histogram!("call_seconds").record(value);
        }
    });
    let metrics = metrics(&engine);
    let metric = &metrics["call"];
    assert_eq!((metric.unit.as_str(), metric.description.as_str()), ("s", "Duration of a call."));
    let point = histogram_of(metric);
    assert_eq!(point.bucket_counts.len(), point.explicit_bounds.len() + 1);
    assert_eq!((point.count, point.bucket_counts.iter().sum::<u64>()), (4, 4));
    assert_eq!(point.bucket_counts.last(), Some(&1));
    assert_eq!((point.min, point.max), (None, None));
    assert!((point.sum.unwrap() - 99.061).abs() < 1e-9);
}

#[test]
fn names_that_would_be_equal_are_kept() {
    let engine = recorded(Config::default(), || {
        counter!("jobs_total").increment(1);
        gauge!("jobs").set(2.0);
    });
    let metrics = metrics(&engine);
    assert_eq!(metrics.len(), 2);
    assert_eq!(numbers(&metrics["jobs"])[0].value, Some(Number::AsDouble(2.0)));
    assert_eq!(numbers(&metrics["jobs_total"])[0].value, Some(Number::AsInt(1)));
}

#[test]
fn a_limit_splits_the_series_and_loses_none() {
    let engine = recorded(Config::default(), || {
        (0..500).for_each(|number| counter!("hits", "user" => number.to_string()).increment(number));
        (0..100).for_each(|number| histogram!("size_bytes", "of" => number.to_string()).record(1.0));
    });
    let requests = requests(&engine, Limits { bytes: 4096, items: 70 });
    assert!(requests.iter().all(|(_, items, bytes)| *items <= 70 && *bytes < 4096 + 512), "{}", requests.len());
    let (mut hits, mut sizes) = (Vec::new(), 0);
    for metric in requests
        .into_iter()
        .flat_map(|(request, ..)| request.resource_metrics)
        .flat_map(|resource| resource.scope_metrics.into_iter().flat_map(|scope| scope.metrics).collect::<Vec<_>>())
    {
        match metric.data.as_ref().unwrap() {
            Data::Histogram(histogram) => sizes += histogram.data_points.len(),
            _ if metric.name == "hits" => {
                hits.extend(numbers(&metric).iter().map(|point| (labels(point)[0].1.clone(), point.value)));
            }
            // The engine counts what it drops.
            _ => {}
        }
    }
    hits.sort_by_key(|(user, _)| user.parse::<i64>().unwrap());
    let expected: Vec<_> = (0..500).map(|number| (number.to_string(), Some(Number::AsInt(number)))).collect();
    assert_eq!((hits, sizes), (expected, 100));
}

#[test]
fn series_beyond_a_limit_are_marked() {
    let config = Config { series_limit: 1, ..Config::default() };
    let engine = recorded(config, || {
        (0..3).for_each(|number| counter!("hits", "user" => number.to_string()).increment(1));
    });
    let metrics = metrics(&engine);
    let overflow = numbers(&metrics["hits"])
        .iter()
        .find(|point| labels(point).iter().any(|(_, value)| value == "__other__"))
        .unwrap();
    assert_eq!(labels(overflow)[0], ("otel.metric.overflow".to_owned(), "BoolValue(true)".to_owned()));
}

proptest! {
    /// OpenTelemetry's bucket has the exclusive lower and the inclusive upper bound between which the value is.
    #[test]
    fn an_exponential_bucket_contains_its_value((exponent, fraction, sign) in (-99_i32..99, 1.0_f64..2.0, prop::sample::select(&[-1.0, 1.0][..])), others in prop::collection::vec(1e-9_f64..1e9, 0..50)) {
        let value = sign * fraction * 2_f64.powi(exponent);
        let engine = recorded(Config { by_prefix: vec![(String::new(), Buckets::Exponential(8))], ..Config::default() }, || {
            histogram!("size").record(value);
            for other in &others {
                histogram!("size").record(*other);
            }
        });
        let metrics = metrics(&engine);
        let point = exponential_of(&metrics["size"]);
        let buckets = if value > 0.0 { point.positive.clone() } else { point.negative.clone() }.unwrap();
        let base = 2_f64.powf(2_f64.powi(-point.scale));
        let contains = buckets.bucket_counts.iter().zip(buckets.offset..).any(|(count, index)| {
            let (lower, upper) = (base.powi(index), base.powi(index + 1));
            *count > 0 && lower * (1.0 - 1e-9) < value.abs() && value.abs() <= upper * (1.0 + 1e-9)
        });
        prop_assert!(contains, "{value} in {point:?}");
        let counted: u64 = [&point.positive, &point.negative].into_iter().flatten().flat_map(|side| &side.bucket_counts).sum();
        prop_assert_eq!(counted + point.zero_count, point.count);
        prop_assert_eq!(point.count, 1 + others.len() as u64);
        prop_assert!(buckets.bucket_counts.len() <= 641);
    }
}
