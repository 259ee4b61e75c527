//! The histograms of OpenTelemetry's conventions for HTTP.
//!
//! Source: <https://opentelemetry.io/docs/specs/semconv/http/http-metrics/>

/// The bounds of the buckets for durations of HTTP requests, in seconds.
pub(crate) const HTTP_SECONDS: [f64; 14] =
    [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0];

/// The names, and the identifiers, which end in the unit, as Prometheus requires.
///
/// Source: <https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#metric-metadata-1>
const HTTP_DURATIONS: [(&str, &str); 2] = [
    ("http.client.request.duration", "http_client_request_duration_seconds"),
    ("http.server.request.duration", "http_server_request_duration_seconds"),
];

/// Whether this is the name or the identifier of a duration of HTTP requests.
pub(crate) fn is_http_duration(name: &str) -> bool {
    HTTP_DURATIONS.iter().any(|(original, identifier)| name == *original || name == *identifier)
}

/// Returns the identifier of a histogram of the conventions.
pub(crate) fn identifier(name: &str) -> Option<&'static str> {
    HTTP_DURATIONS.iter().find(|(original, _)| name == *original).map(|(_, identifier)| *identifier)
}
