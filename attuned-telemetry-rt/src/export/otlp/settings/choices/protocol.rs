//! Protocols.

use super::named::Named;

/// The protocol of OTLP, `OTEL_EXPORTER_OTLP_PROTOCOL`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OtlpProtocol {
    /// `http/protobuf`: protobuf over HTTP/1.1.
    #[default]
    HttpProtobuf,
    /// `http/json`: JSON over HTTP/1.1.
    HttpJson,
    /// `grpc`: protobuf over gRPC. It needs the feature `otlp-grpc`.
    Grpc,
}

impl Named for OtlpProtocol {
    const ALL: &'static [(Self, &'static str)] =
        &[(Self::Grpc, "grpc"), (Self::HttpProtobuf, "http/protobuf"), (Self::HttpJson, "http/json")];
}
