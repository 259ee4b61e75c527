//! The metrics of the export itself.

use std::sync::Arc;

use attuned_telemetry_rt::adapters::ObservabilityManager;
use attuned_telemetry_rt::export::otlp::OtlpTemporality;
use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_tests::otlp::{Fault, Signal};
use attuned_telemetry_tests::task::block_on;
use opentelemetry_proto::tonic::metrics::v1::Metric;
use opentelemetry_proto::tonic::metrics::v1::metric::Data;

use crate::kit::{adapter, collector, config, flush, metrics};

/// Returns the number of points.
fn count(metrics: &[Metric]) -> u64 {
    let points = metrics.iter().map(|metric| match metric.data.as_ref().unwrap() {
        Data::Sum(sum) => sum.data_points.len(),
        Data::Gauge(gauge) => gauge.data_points.len(),
        Data::Histogram(histogram) => histogram.data_points.len(),
        other => panic!("{other:?}"),
    });
    points.sum::<usize>() as u64
}

fn rejected_points_are_counted(temporality: OtlpTemporality) {
    let (collector, manager, exporter) = (collector(), ObservabilityManager::new(), PrometheusExporter::new());
    exporter.install().unwrap();
    manager.register_metrics_adapter(Arc::new(adapter(&config(&collector).temporality(temporality)))).unwrap();
    manager.install().unwrap();
    let counted = |outcome: &str| {
        let series = format!("attuned_telemetry_otlp_metric_points_total{{outcome=\"{outcome}\"}} ");
        let page = exporter.render();
        let value = page.lines().find_map(|line| line.strip_prefix(&series));
        value.map_or(0, |value| value.parse::<u64>().unwrap())
    };
    for series in 0..10 {
        ::metrics::counter!("orders", "shop" => series.to_string()).increment(1);
    }
    collector.set_fault(Fault::PartialSuccess { rejected: 3, message: "too old".to_owned() });
    flush(&manager);
    let sent = collector.accepted(Signal::Metrics);
    assert_eq!(sent.len(), 1, "a partial success is not sent again");
    let points = count(&metrics(&sent));
    assert!(points >= 10);
    assert_eq!((counted("delivered"), counted("rejected"), counted("failed")), (points - 3, 3, 0));

    collector.set_fault(Fault::BadRequest);
    ::metrics::counter!("orders", "shop" => "0").increment(1);
    flush(&manager);
    let delivered = counted("delivered");
    assert!(counted("failed") > 0);
    assert_eq!((delivered, counted("rejected")), (points - 3, 3));
    block_on(manager.shutdown());
}

#[test]
fn rejected_cumulative_points_are_counted() {
    rejected_points_are_counted(OtlpTemporality::Cumulative);
}

#[test]
fn rejected_delta_points_are_counted() {
    rejected_points_are_counted(OtlpTemporality::Delta);
}
