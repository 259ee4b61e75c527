//! Many series in one export. In a process of its own, because the recorder is global.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

use std::sync::Arc;
use std::time::Duration;

use attuned_telemetry_rt::adapters::{ObservabilityConfig, ObservabilityManager, OpenTelemetryAdapter};
use attuned_telemetry_rt::export::otlp::{OtlpConfig, OtlpProtocol};
use attuned_telemetry_tests::otlp::{Fault, FaultyCollector, Protocol, Signal};
use attuned_telemetry_tests::task;
use opentelemetry_proto::tonic::collector::metrics::v1::ExportMetricsServiceRequest;
use opentelemetry_proto::tonic::metrics::v1::metric::Data;
use opentelemetry_proto::tonic::metrics::v1::number_data_point::Value;
use prost::Message as _;

const METRICS: usize = 100;

const SERIES: usize = 1_000;

/// What gRPC servers accept unless they are configured otherwise, in bytes.
const LIMIT: usize = 4 * 1024 * 1024;

#[test]
fn hundred_thousand_series_arrive_over_grpc() {
    let collector = FaultyCollector::start(Protocol::Grpc, Fault::LargerThan(LIMIT));
    let config = OtlpConfig::new().endpoint(collector.endpoint()).protocol(OtlpProtocol::Grpc).service_name("shop");
    let adapter = Arc::new(OpenTelemetryAdapter::new(&config.timeout(Duration::from_secs(60))).unwrap());
    let never = Duration::from_secs(600);
    let manager = ObservabilityManager::with_config(ObservabilityConfig {
        metrics_interval: never,
        ..ObservabilityConfig::default()
    });
    manager.register_metrics_adapter(adapter).unwrap();
    manager.install().unwrap();
    for metric in 0..METRICS {
        for series in 0..SERIES {
            let labels = [("tenant", format!("tenant-{series}"))];
            metrics::counter!(format!("shop_orders_{metric}_total"), &labels).increment(series as u64);
        }
    }
    let reports = task::block_on(manager.flush_within(Duration::from_secs(60)));
    assert!(reports.iter().all(|report| (report.lost, report.in_flight) == (0, 0)), "{reports:?}");

    let requests = collector.requests();
    assert!(requests.len() > 1 && requests.iter().all(|request| request.was_accepted));
    assert!(requests.iter().all(|request| request.signal == Some(Signal::Metrics) && request.body.len() < LIMIT));
    let mut values = Vec::new();
    for request in &requests {
        let request = ExportMetricsServiceRequest::decode(request.body.as_slice()).unwrap();
        let scopes = request.resource_metrics.into_iter().flat_map(|of_resource| of_resource.scope_metrics);
        for metric in scopes.flat_map(|scope| scope.metrics).filter(|metric| metric.name.starts_with("shop_orders")) {
            let Some(Data::Sum(sum)) = metric.data else { continue };
            values.extend(sum.data_points.into_iter().map(|point| {
                let tenant = format!("{:?}", point.attributes[0].value);
                let Some(Value::AsInt(value)) = point.value else { panic!("{point:?}") };
                assert!(tenant.contains(&format!("\"tenant-{value}\"")), "{tenant} has the value {value}");
                (metric.name.clone(), tenant)
            }));
        }
    }
    assert_eq!(values.len(), METRICS * SERIES);
    values.sort();
    values.dedup();
    assert_eq!(values.len(), METRICS * SERIES);
}
