//! What a collector does wrong.

use std::time::Duration;

/// The protocol that a collector speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// OTLP/HTTP over HTTP/1.1, protobuf or JSON as the client chooses.
    Http,
    /// OTLP/gRPC.
    Grpc,
}

/// When the client is to send again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// After some seconds: `Retry-After: 2`, or `RetryInfo` over gRPC.
    Seconds(u64),
    /// At a time this many seconds from now: `Retry-After: Sun, 06 Nov 1994 08:49:37 GMT`, or `RetryInfo` over gRPC.
    Date(u64),
}

/// What a collector does wrong. Statuses of HTTP have their counterparts in gRPC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing: all requests are accepted.
    None,
    /// Nothing listens at the port.
    Refused,
    /// The name in the endpoint does not exist. Set it at the start: it changes the endpoint.
    UnknownName,
    /// The certificate is issued by an unknown authority. Set it at the start: it changes the endpoint.
    UnknownAuthority,
    /// Connections are accepted, and requests are read. There is no answer.
    BlackHole,
    /// The answer comes a byte at a time, with this pause between bytes, and does not end.
    SlowDrip(Duration),
    /// The connection is reset when a part of the request has arrived.
    ResetInRequest,
    /// The connection is reset in the middle of the answer. The collector has taken the request.
    ResetInAnswer,
    /// 400, `INVALID_ARGUMENT`.
    BadRequest,
    /// 401, `UNAUTHENTICATED`.
    Unauthorized,
    /// 413, `RESOURCE_EXHAUSTED` without a pause. Requests of at most this many bytes, uncompressed, are accepted.
    LargerThan(usize),
    /// 429, `RESOURCE_EXHAUSTED` with a pause. Without a pause, gRPC has no counterpart but `UNAVAILABLE`.
    TooManyRequests(Option<RetryAfter>),
    /// 503, `UNAVAILABLE`.
    Unavailable,
    /// 503 and `UNAVAILABLE`, with a pause.
    UnavailableUntil(RetryAfter),
    /// Requests are accepted, except a number of items in each.
    PartialSuccess {
        /// The number of rejected items.
        rejected: u64,
        /// Why, or a warning.
        message: String,
    },
    /// 307, to another URL.
    Redirect(String),
    /// Requests that are compressed are refused with 415, or `UNIMPLEMENTED`.
    RefusesGzip,
    /// Any other status of HTTP, also of a proxy in front of a gRPC server.
    HttpStatus(u16),
    /// Any other status of gRPC. Over HTTP, it is 500.
    GrpcStatus(u32),
}
