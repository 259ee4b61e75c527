//! The adapter that shows samples on a Prometheus page.

use std::time::{Duration, SystemTime};

use attuned_telemetry_rt::PrometheusExporter;
use attuned_telemetry_rt::adapters::{
    Distribution, MetricLabels, MetricPoint, MetricSample, MetricValue, MetricsAdapter, MetricsBatch, PrometheusAdapter,
};
use attuned_telemetry_rt::delivery::Receipt;

fn point(name: &str, value: MetricValue) -> MetricPoint {
    MetricPoint::new(name, MetricLabels::new([("user", "ada")]), value, SystemTime::now())
}

#[tokio::test]
async fn single_values_appear_on_the_page() {
    let exporter = PrometheusExporter::new();
    let adapter = PrometheusAdapter::new(&exporter);
    let labels = [("user", "ada \"l\"")];
    adapter.record_counter("visits_total", 2, &labels).await;
    adapter.record_counter("visits_total", 3, &labels).await;
    adapter.record_gauge("queue_length", 2.5, &[]).await;
    adapter.record_histogram("order_euros", 20.0, &[]).await;
    adapter.record_timing("visit_seconds", Duration::from_millis(250), &[]).await;
    let page = exporter.render();
    for line in [
        "visits_total{user=\"ada \\\"l\\\"\"} 5\n",
        "queue_length 2.5\n",
        "order_euros_sum 20\n",
        "visit_seconds_sum 0.25\n",
        "visit_seconds_count 1\n",
    ] {
        assert!(page.contains(line), "{line}{page}");
    }
}

#[tokio::test]
async fn samples_are_counted_and_aggregates_are_not_counted_twice() {
    let exporter = PrometheusExporter::new();
    // What the program counts is on the page, and a manager delivers it to every adapter as an aggregate.
    metrics::with_local_recorder(&exporter.recorder(), || {
        metrics::counter!("calls_total", "user" => "ada").increment(7);
        metrics::histogram!("call_seconds", "user" => "ada").record(0.5);
    });
    let adapter = PrometheusAdapter::new(&exporter);
    let points = [
        point("calls_total", MetricValue::Counter { increase: 7, total: 7 }),
        point("call_seconds", Distribution::new([1.0], vec![1, 0], 0.5).into()),
        point("visits_total", MetricValue::Sample(MetricSample::Counter(4))),
        point("visit_seconds", MetricValue::Sample(MetricSample::Timing(Duration::from_secs(2)))),
    ];
    assert_eq!(adapter.export_metrics(&MetricsBatch::new(&points)).await, Ok(Receipt::all()));
    let page = exporter.render();
    for line in [
        "calls_total{user=\"ada\"} 7\n",
        "call_seconds_count{user=\"ada\"} 1\n",
        "visits_total{user=\"ada\"} 4\n",
        "visit_seconds_sum{user=\"ada\"} 2\n",
    ] {
        assert!(page.contains(line), "{line}{page}");
    }
    assert!(!page.contains("bucket_total") && !page.contains("count_total"), "{page}");
}
