//! Single recordings through the manager.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use attuned_telemetry_rt::adapters::{MetricsAdapter as _, ObservabilityManager};
use attuned_telemetry_rt::export::otlp::OtlpTemporality;
use attuned_telemetry_rt::init::TelemetryBuilder;
use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::otlp::Signal;
use attuned_telemetry_tests::task::block_on;
use opentelemetry_proto::tonic::metrics::v1::Metric;
use opentelemetry_proto::tonic::metrics::v1::metric::Data;
use opentelemetry_proto::tonic::metrics::v1::number_data_point::Value;

use crate::kit::{adapter, collector, config, count, flush, metrics, points, text};

/// Records, flushes, records, and flushes. Returns what arrived.
fn recorded(temporality: OtlpTemporality) -> Vec<Metric> {
    let collector = collector();
    let manager = ObservabilityManager::new();
    manager.register_metrics_adapter(Arc::new(adapter(&config(&collector).temporality(temporality)))).unwrap();
    for amount in [2_u32, 3] {
        block_on(manager.record_counter("orders", amount.into(), &[("shop", "Ä")]));
        block_on(manager.record_gauge("stock", amount.into(), &[]));
        block_on(manager.record_histogram("order.value", amount.into(), &[]));
        block_on(manager.record_timing("order.duration", Duration::from_secs(amount.into()), &[]));
        flush(&manager);
    }
    let reports = block_on(manager.shutdown());
    assert_eq!(reports[0].lost, 0, "{reports:?}");
    metrics(&collector.accepted(Signal::Metrics))
}

/// Returns the counts and the sums of a histogram.
fn distributions(metrics: &[Metric], name: &str) -> Vec<(u64, f64)> {
    let named = metrics.iter().filter(|metric| metric.name == name);
    let points = named.flat_map(|metric| match metric.data.clone().unwrap() {
        Data::Histogram(histogram) => histogram.data_points,
        other => panic!("{other:?}"),
    });
    points.map(|point| (point.count, point.sum.unwrap())).collect()
}

fn gauges(metrics: &[Metric], name: &str) -> Vec<Value> {
    points(metrics, name).into_iter().map(|point| point.value.unwrap()).collect()
}

#[test]
fn cumulative_recordings_arrive_as_totals() {
    let metrics = recorded(OtlpTemporality::Cumulative);
    let orders = points(&metrics, "orders");
    assert_eq!(orders.iter().map(count).collect::<Vec<_>>()[..2], [2, 5]);
    assert!(orders.iter().all(|point| count(point) <= 5));
    assert_eq!(text(&orders[0].attributes, "shop"), Some("Ä"));
    assert!(orders.iter().all(|point| point.start_time_unix_nano == orders[0].start_time_unix_nano));
    assert_eq!(gauges(&metrics, "stock")[..2], [Value::AsDouble(2.0), Value::AsDouble(3.0)]);
    for name in ["order.value", "order.duration"] {
        assert_eq!(distributions(&metrics, name)[..2], [(1, 2.0), (2, 5.0)]);
    }
}

#[test]
fn delta_recordings_arrive_once() {
    let metrics = recorded(OtlpTemporality::Delta);
    assert_eq!(points(&metrics, "orders").iter().map(count).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(gauges(&metrics, "stock"), [Value::AsDouble(2.0), Value::AsDouble(3.0)]);
    for name in ["order.value", "order.duration"] {
        assert_eq!(distributions(&metrics, name), [(1, 2.0), (1, 3.0)]);
    }
}

#[test]
fn recordings_without_a_manager_arrive() {
    for temporality in [OtlpTemporality::Cumulative, OtlpTemporality::Delta] {
        let collector = collector();
        let adapter = adapter(&config(&collector).temporality(temporality));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            adapter.record_counter("orders", 2, &[]).await;
            adapter.record_counter("orders", 3, &[]).await;
            adapter.flush().await.unwrap();
            adapter.flush().await.unwrap();
        });
        let counts: Vec<_> = points(&metrics(&collector.requests()), "orders").iter().map(count).collect();
        let expected = if temporality == OtlpTemporality::Delta { vec![2, 3] } else { vec![5] };
        assert_eq!(counts, expected);
    }
}

#[observed(scope = "shop", op = "buy", in_flight)]
fn buy() {}

#[test]
fn a_collection_has_each_series_once() {
    let collector = collector();
    let guard = TelemetryBuilder::new().with_opentelemetry(config(&collector)).init().unwrap();
    buy();
    ::metrics::histogram!("order.value").record(1.0);
    guard.flush();
    let first = metrics(&collector.accepted(Signal::Metrics));
    let mut seen = HashSet::new();
    for metric in &first {
        let series: Vec<_> = match metric.data.clone().unwrap() {
            Data::Sum(sum) => sum.data_points.into_iter().map(|point| point.attributes).collect(),
            Data::Gauge(gauge) => gauge.data_points.into_iter().map(|point| point.attributes).collect(),
            Data::Histogram(histogram) => histogram.data_points.into_iter().map(|point| point.attributes).collect(),
            other => panic!("{other:?}"),
        };
        for attributes in series {
            let shown = format!("{} {attributes:?}", metric.name);
            assert!(seen.insert(shown.clone()), "{shown} arrives twice");
        }
    }
    assert!(first.iter().any(|metric| metric.name == "order.value"), "{seen:?}");
    drop(guard);
}
