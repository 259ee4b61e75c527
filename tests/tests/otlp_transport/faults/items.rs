//! Counts the items in requests.

use attuned_telemetry_tests::otlp::{Received, Signal};
use opentelemetry_proto::tonic::collector::logs::v1::ExportLogsServiceRequest;
use opentelemetry_proto::tonic::collector::metrics::v1::ExportMetricsServiceRequest;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::metrics::v1::Metric;
use opentelemetry_proto::tonic::metrics::v1::metric::Data;
use prost::Message as _;

/// Returns the number of items in requests that the collector took.
pub(super) fn taken(requests: &[Received]) -> u64 {
    requests.iter().filter(|request| request.was_accepted).map(|request| items(request) as u64).sum()
}

fn items(request: &Received) -> usize {
    let body = request.body.as_slice();
    match request.signal.unwrap() {
        Signal::Traces => {
            let spans = ExportTraceServiceRequest::decode(body).unwrap().resource_spans;
            spans.iter().flat_map(|of_resource| &of_resource.scope_spans).map(|scope| scope.spans.len()).sum()
        }
        Signal::Metrics => {
            let metrics = ExportMetricsServiceRequest::decode(body).unwrap().resource_metrics;
            let scopes = metrics.iter().flat_map(|of_resource| &of_resource.scope_metrics);
            scopes.flat_map(|scope| &scope.metrics).map(points).sum()
        }
        Signal::Logs => {
            let records = ExportLogsServiceRequest::decode(body).unwrap().resource_logs;
            records.iter().flat_map(|of_resource| &of_resource.scope_logs).map(|scope| scope.log_records.len()).sum()
        }
    }
}

fn points(metric: &Metric) -> usize {
    match metric.data.as_ref().unwrap() {
        Data::Sum(sum) => sum.data_points.len(),
        other => panic!("a counter, not {other:?}"),
    }
}
