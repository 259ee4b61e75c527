//! Delta temporality.

use std::collections::BTreeMap;
use std::thread;
use std::time::Duration;

use attuned_telemetry_rt::adapters::{ObservabilityConfig, ObservabilityManager};
use attuned_telemetry_rt::delivery::{CircuitBreakerConfig, DeliveryConfig, RetryConfig};
use attuned_telemetry_rt::export::otlp::{OtlpConfig, OtlpTemporality};
use attuned_telemetry_rt::init::{TelemetryBuilder, TelemetryGuard};
use attuned_telemetry_tests::otlp::{Fault, FaultyCollector, Protocol, Signal};
use metrics::{counter, gauge, histogram};
use opentelemetry_proto::tonic::metrics::v1::AggregationTemporality;
use opentelemetry_proto::tonic::metrics::v1::metric::Data;

use crate::kit::{collector, config, count, flush, metrics as decoded, points, text};

/// Longer than the test takes: metrics are sent by a flush only.
const NEVER: Duration = Duration::from_secs(600);

fn manager() -> ObservabilityManager {
    let milliseconds = Duration::from_millis;
    let retry = RetryConfig { first_pause: milliseconds(1), maximum_pause: milliseconds(5), ..RetryConfig::default() };
    ObservabilityManager::with_config(ObservabilityConfig {
        delivery: DeliveryConfig { retry, ..DeliveryConfig::default() },
        circuit_breaker: CircuitBreakerConfig { enabled: false, ..CircuitBreakerConfig::default() },
        ..ObservabilityConfig::default()
    })
}

fn start(manager: &ObservabilityManager, config: OtlpConfig) -> TelemetryGuard {
    let config = config.metrics_interval(NEVER);
    TelemetryBuilder::new().with_adapters(manager).with_opentelemetry(config).init().unwrap()
}

/// The number of series, which need several requests if none may be larger than this many bytes.
const SERIES: usize = 600;
const SMALL: usize = 8 * 1_024;

/// Adds up all that arrived of each series.
fn sums(collector: &FaultyCollector) -> BTreeMap<String, i64> {
    let mut sums = BTreeMap::new();
    for point in points(&decoded(&collector.accepted(Signal::Metrics)), "orders") {
        *sums.entry(text(&point.attributes, "shop").unwrap().to_owned()).or_default() += count(&point);
    }
    sums
}

/// How much a series increases in a round.
fn increase(series: usize, round: usize) -> u64 {
    1 + (series + round) as u64 % 3
}

#[test]
fn delta_not_lost_on_failed_export() {
    delta_is_not_lost(Protocol::Http);
}

#[test]
fn delta_not_lost_on_failed_export_over_grpc() {
    delta_is_not_lost(Protocol::Grpc);
}

fn delta_is_not_lost(protocol: Protocol) {
    const ROUNDS: usize = 5;
    let (collector, manager) = (FaultyCollector::start(protocol, Fault::None), manager());
    let guard = start(&manager, config(&collector).temporality(OtlpTemporality::Delta));
    let mut refused = 0;
    for round in 0..ROUNDS {
        for series in 0..SERIES {
            counter!("orders", "shop" => series.to_string()).increment(increase(series, round));
        }
        collector.set_fault(Fault::LargerThan(SMALL));
        thread::scope(|scope| {
            let flushed = scope.spawn(|| flush(&manager));
            // An error after some of the requests that a collection is split into.
            let before = collector.accepted(Signal::Metrics).len();
            let is_taken = |request: &attuned_telemetry_tests::otlp::Received| {
                request.was_accepted && request.signal == Some(Signal::Metrics)
            };
            collector.wait_until(|requests| requests.iter().filter(|request| is_taken(request)).count() > before + 2);
            collector.set_fault(Fault::Unavailable);
            let before = collector.requests().len();
            collector.wait_until(|requests| requests.len() > before + 1 || flushed.is_finished());
            refused += collector.requests()[before..].iter().filter(|request| !request.was_accepted).count();
            if round % 2 == 0 {
                collector.set_fault(Fault::LargerThan(SMALL));
            }
            flushed.join().unwrap();
        });
    }
    collector.set_fault(Fault::None);
    flush(&manager);
    let increase = |number: usize| i64::try_from(1 + number % 3).unwrap();
    let total = |series: usize| (0..ROUNDS).map(|round| increase(series + round)).sum();
    let expected: BTreeMap<_, i64> = (0..SERIES).map(|series| (series.to_string(), total(series))).collect();
    assert_eq!(sums(&collector), expected);
    assert!(refused > 0, "no request was refused");
    drop(guard);
    assert_eq!(sums(&collector), expected, "the end repeats nothing");
}

#[test]
fn a_delta_starts_where_the_previous_one_ended() {
    let (collector, manager) = (collector(), manager());
    let guard = start(&manager, config(&collector).temporality(OtlpTemporality::Delta));
    for round in 0..5 {
        counter!("orders", "shop" => "1").increment(1);
        histogram!("order.value").record(1.0);
        if round == 2 {
            // The interval is in the next one.
            collector.set_fault(Fault::BadRequest);
        }
        flush(&manager);
        collector.set_fault(Fault::None);
    }
    drop(guard);
    let metrics = decoded(&collector.accepted(Signal::Metrics));
    let orders: Vec<_> = points(&metrics, "orders")
        .iter()
        .map(|point| (point.start_time_unix_nano, point.time_unix_nano, count(point)))
        .collect();
    assert_contiguous(&orders);
    let values = metrics.iter().filter(|metric| metric.name == "order.value");
    let values: Vec<_> = values
        .flat_map(|metric| match metric.data.clone().unwrap() {
            Data::Histogram(histogram) => {
                assert_eq!(histogram.aggregation_temporality(), AggregationTemporality::Delta);
                histogram.data_points
            }
            other => panic!("{other:?}"),
        })
        .map(|point| (point.start_time_unix_nano, point.time_unix_nano, point.count.try_into().unwrap()))
        .collect();
    assert_contiguous(&values);
}

/// Each point starts where the previous one ended. Together, they have counted 5.
fn assert_contiguous(points: &[(u64, u64, i64)]) {
    assert_eq!(points.iter().map(|(_, _, count)| count).sum::<i64>(), 5, "{points:?}");
    assert_eq!(points.len(), 4, "{points:?}");
    for (start, end, _) in points {
        assert!(start < end, "{points:?}");
    }
    for pair in points.windows(2) {
        assert_eq!(pair[0].1, pair[1].0, "{points:?}");
    }
}

/// Returns the temporality of a counter and a histogram, and the values of a gauge.
fn sent_with(temporality: OtlpTemporality) -> (AggregationTemporality, AggregationTemporality, Vec<f64>) {
    use opentelemetry_proto::tonic::metrics::v1::number_data_point::Value;

    let (collector, manager) = (collector(), manager());
    let guard = start(&manager, config(&collector).temporality(temporality));
    counter!("orders").increment(1);
    histogram!("order.value").record(1.0);
    gauge!("stock").set(7.0);
    flush(&manager);
    gauge!("stock").set(5.0);
    flush(&manager);
    flush(&manager);
    drop(guard);
    let metrics = decoded(&collector.requests());
    let temporality = |name: &str| {
        let metric = metrics.iter().find(|metric| metric.name == name).unwrap();
        match metric.data.as_ref().unwrap() {
            Data::Sum(sum) => {
                assert!(sum.is_monotonic);
                sum.aggregation_temporality()
            }
            Data::Histogram(histogram) => histogram.aggregation_temporality(),
            other => panic!("{other:?}"),
        }
    };
    let stock = points(&metrics, "stock").into_iter().map(|point| match point.value.unwrap() {
        Value::AsDouble(value) => value,
        Value::AsInt(value) => panic!("{value}"),
    });
    (temporality("orders"), temporality("order.value"), stock.collect())
}

#[test]
fn gauges_are_sent_by_each_collection_whatever_the_temporality_is() {
    use AggregationTemporality::Delta;

    let (counter, histogram, mut gauge) = sent_with(OtlpTemporality::Delta);
    assert_eq!((counter, histogram), (Delta, Delta));
    gauge.truncate(3);
    assert_eq!(gauge, [7.0, 5.0, 5.0]);
}

#[test]
fn low_memory_is_delta_for_counters_and_histograms() {
    let (counter, histogram, _) = sent_with(OtlpTemporality::LowMemory);
    assert_eq!((counter, histogram), (AggregationTemporality::Delta, AggregationTemporality::Delta));
}

#[test]
fn cumulative_is_the_default() {
    let (counter, histogram, _) = sent_with(OtlpTemporality::default());
    assert_eq!((counter, histogram), (AggregationTemporality::Cumulative, AggregationTemporality::Cumulative));
}
