//! The formats of requests.

/// How a request is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Protobuf, also for gRPC.
    Protobuf,
    /// JSON.
    Json,
}
