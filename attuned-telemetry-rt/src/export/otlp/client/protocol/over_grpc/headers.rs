//! Headers of a call.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::export::otlp::signal::OtlpSignal;

/// Returns the path of the call that takes the messages of a signal.
pub(in crate::export::otlp::client) fn path(signal: OtlpSignal) -> String {
    let (package, service) = match signal {
        OtlpSignal::Traces => ("trace", "TraceService"),
        OtlpSignal::Metrics => ("metrics", "MetricsService"),
        OtlpSignal::Logs => ("logs", "LogsService"),
    };
    format!("/opentelemetry.proto.collector.{package}.v1.{service}/Export")
}

/// Adds the headers of every call. Those of users that have the same names are replaced.
pub(in crate::export::otlp::client) fn add(headers: &mut HeaderMap, timeout: Duration) {
    headers.insert("content-type", HeaderValue::from_static("application/grpc"));
    headers.insert("te", HeaderValue::from_static("trailers"));
    headers.insert("grpc-accept-encoding", HeaderValue::from_static("identity"));
    headers.insert("grpc-timeout", grpc_timeout(timeout));
}

/// The header of a compressed message.
pub(in crate::export::otlp::client) fn gzip() -> (HeaderName, HeaderValue) {
    (HeaderName::from_static("grpc-encoding"), HeaderValue::from_static("gzip"))
}

/// Returns a timeout: at most eight digits, and a unit.
fn grpc_timeout(timeout: Duration) -> HeaderValue {
    const LARGEST: u128 = 99_999_999;
    let (milliseconds, seconds) = (timeout.as_millis(), u128::from(timeout.as_secs()).min(LARGEST));
    let text = if milliseconds <= LARGEST { format!("{milliseconds}m") } else { format!("{seconds}S") };
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("10S"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timeout_has_at_most_eight_digits() {
        for (timeout, expected) in [
            (Duration::from_millis(1), "1m"),
            (Duration::from_secs(10), "10000m"),
            (Duration::from_secs(99_999), "99999000m"),
            (Duration::from_secs(100_000), "100000S"),
            (Duration::MAX, "99999999S"),
        ] {
            assert_eq!(grpc_timeout(timeout), expected);
        }
    }
}
