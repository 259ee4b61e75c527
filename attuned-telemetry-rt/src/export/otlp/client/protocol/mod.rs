//! The protocols: what requests look like, and what answers mean.

#[cfg(feature = "otlp-grpc")]
mod over_grpc;
mod over_http;
pub(super) mod protocol;
pub(super) mod request;
