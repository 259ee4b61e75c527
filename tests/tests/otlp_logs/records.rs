//! The log records that a collector has received.

use attuned_telemetry_tests::otlp::{FaultyCollector, Received, Signal};
use opentelemetry_proto::tonic::collector::logs::v1::ExportLogsServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::logs::v1::LogRecord;
use prost::Message as _;

/// Returns the log records in the requests.
pub(crate) fn all(requests: &[Received]) -> Vec<LogRecord> {
    let of_logs = requests.iter().filter(|request| request.signal == Some(Signal::Logs));
    let decoded = of_logs.map(|request| ExportLogsServiceRequest::decode(&*request.body).unwrap());
    let resources = decoded.flat_map(|request| request.resource_logs);
    resources.flat_map(|resource| resource.scope_logs).flat_map(|scope| scope.log_records).collect()
}

/// Waits until a record with this message has arrived, and returns all so far.
pub(crate) fn until(collector: &FaultyCollector, message: &str) -> Vec<LogRecord> {
    collector.wait_until(|requests| all(requests).iter().any(|record| text(record) == message));
    all(&collector.requests())
}

/// Returns the message of a record.
pub(crate) fn text(record: &LogRecord) -> &str {
    match record.body.as_ref().and_then(|body| body.value.as_ref()) {
        Some(Value::StringValue(text)) => text,
        _ => "",
    }
}
