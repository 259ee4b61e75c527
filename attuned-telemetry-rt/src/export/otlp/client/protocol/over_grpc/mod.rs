//! OTLP over gRPC. <https://opentelemetry.io/docs/specs/otlp/#otlpgrpc>
//!
//! The calls are framed here, over an HTTP/2 connection of `hyper`.
//! <https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md>

mod code;
pub(in crate::export::otlp::client) mod frame;
pub(in crate::export::otlp::client) mod headers;
pub(in crate::export::otlp::client) mod judge;
mod text;
