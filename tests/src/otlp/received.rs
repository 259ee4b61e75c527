//! What a collector has received.

use std::io::Read as _;
use std::time::Instant;

use flate2::read::GzDecoder;
use http::HeaderMap;

/// A signal of OTLP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Signal {
    /// Spans.
    Traces,
    /// Metrics.
    Metrics,
    /// Log records.
    Logs,
}

/// A request that a collector has received.
#[derive(Clone, Debug)]
pub struct Received {
    /// The signal, if the path is one of OTLP.
    pub signal: Option<Signal>,
    /// The path.
    pub path: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The message, uncompressed and without frame.
    pub body: Vec<u8>,
    /// Whether the message was compressed.
    pub was_compressed: bool,
    /// The number of the connection, from 0.
    pub connection: usize,
    /// When it had arrived.
    pub at: Instant,
    /// Whether the collector took the message, or a part of it.
    pub was_accepted: bool,
}

impl Signal {
    /// Returns the signal whose requests have a path, of either protocol.
    pub(super) fn of_path(path: &str) -> Option<Self> {
        let is = |http: &str, grpc: &str| {
            path.ends_with(http) || path == format!("/opentelemetry.proto.collector.{grpc}/Export")
        };
        if is("/v1/traces", "trace.v1.TraceService") {
            Some(Self::Traces)
        } else if is("/v1/metrics", "metrics.v1.MetricsService") {
            Some(Self::Metrics)
        } else if is("/v1/logs", "logs.v1.LogsService") {
            Some(Self::Logs)
        } else {
            None
        }
    }
}

/// Returns the message in the body of a call: without its frame, and decompressed.
pub(super) fn unframed(body: &[u8]) -> (Vec<u8>, bool) {
    assert!(body.len() >= 5, "the frame of a message is missing");
    let (frame, message) = body.split_at(5);
    assert_eq!(frame[1..], u32::try_from(message.len()).unwrap().to_be_bytes(), "the length of the message");
    if frame[0] == 1 { (decompressed(message), true) } else { (message.to_vec(), false) }
}

/// Decompresses a message.
pub(super) fn decompressed(bytes: &[u8]) -> Vec<u8> {
    let mut message = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut message).unwrap();
    message
}
