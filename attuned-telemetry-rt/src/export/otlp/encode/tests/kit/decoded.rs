//! Decodes requests of either format.

use opentelemetry_proto::tonic::collector::logs::v1::ExportLogsServiceRequest;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::logs::v1::LogRecord;
use opentelemetry_proto::tonic::resource::v1::Resource;
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message;
use serde::de::DeserializeOwned;

use crate::export::otlp::encode::common::format::Format;

/// Both formats.
pub(in crate::export::otlp::encode::tests) const FORMATS: [Format; 2] = [Format::Protobuf, Format::Json];

fn message<M: Message + Default + DeserializeOwned>(format: Format, body: &[u8]) -> M {
    match format {
        Format::Protobuf => M::decode(body).unwrap(),
        Format::Json => {
            let error = |error| panic!("{error}: {}", String::from_utf8_lossy(body));
            serde_json::from_slice(body).unwrap_or_else(error)
        }
    }
}

/// Returns the resource and, for each scope, its name and spans.
pub(in crate::export::otlp::encode::tests) fn spans(
    format: Format,
    body: &[u8],
) -> (Resource, Vec<(String, Vec<Span>)>) {
    let request: ExportTraceServiceRequest = message(format, body);
    let [resource] = <[_; 1]>::try_from(request.resource_spans).unwrap();
    let scopes = resource.scope_spans.into_iter().map(|scope| (scope.scope.unwrap().name, scope.spans));
    (resource.resource.unwrap(), scopes.collect())
}

/// Returns the resource and, for each scope, its name and log records.
pub(in crate::export::otlp::encode::tests) fn logs(
    format: Format,
    body: &[u8],
) -> (Resource, Vec<(String, Vec<LogRecord>)>) {
    let request: ExportLogsServiceRequest = message(format, body);
    let [resource] = <[_; 1]>::try_from(request.resource_logs).unwrap();
    let scopes = resource.scope_logs.into_iter().map(|scope| (scope.scope.unwrap().name, scope.log_records));
    (resource.resource.unwrap(), scopes.collect())
}
