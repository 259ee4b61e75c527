//! The options of the exporter, which each signal may have of its own.
//!
//! Source: <https://opentelemetry.io/docs/specs/otel/protocol/exporter/#configuration-options>

use super::variable::OtlpVariable;
use crate::export::otlp::signal::OtlpSignal;

/// The variables of an option.
pub(in crate::export::otlp::settings) struct Names {
    pub(in crate::export::otlp::settings) general: &'static str,
    traces: &'static str,
    metrics: &'static str,
    logs: &'static str,
    meaning: &'static str,
    allowed: &'static str,
    default: &'static str,
}

macro_rules! option {
    ($name:ident, $suffix:literal, $meaning:literal, $allowed:literal, $default:literal) => {
        pub(in crate::export::otlp::settings) const $name: Names = Names {
            general: concat!("OTEL_EXPORTER_OTLP_", $suffix),
            traces: concat!("OTEL_EXPORTER_OTLP_TRACES_", $suffix),
            metrics: concat!("OTEL_EXPORTER_OTLP_METRICS_", $suffix),
            logs: concat!("OTEL_EXPORTER_OTLP_LOGS_", $suffix),
            meaning: $meaning,
            allowed: $allowed,
            default: $default,
        };
    };
}

option!(
    ENDPOINT,
    "ENDPOINT",
    "the URL of the collector. `/v1/traces`, `/v1/metrics` or `/v1/logs` is appended to the general URL. The URL of a signal is used unchanged",
    "`http` or `https`, host, port, path; user and password become the header `Authorization`. With `grpc`, the scheme is optional and the path is ignored",
    "`http://localhost:4318`, with `grpc` `http://localhost:4317`"
);
option!(
    PROTOCOL,
    "PROTOCOL",
    "the protocol",
    "`grpc` (feature `otlp-grpc`), `http/protobuf`, `http/json`",
    "`http/protobuf`"
);
option!(HEADERS, "HEADERS", "headers of requests", "`name=value,name=value`, values percent-encoded", "none");
option!(TIMEOUT, "TIMEOUT", "the maximum duration of a request", "milliseconds; 0 means no timeout", "`10000`");
option!(COMPRESSION, "COMPRESSION", "the compression of requests", "`gzip`, `none`", "`none`");
option!(
    CERTIFICATE,
    "CERTIFICATE",
    "the trusted root certificates, instead of those of the system",
    "the path of a PEM file",
    "none"
);
option!(
    CLIENT_CERTIFICATE,
    "CLIENT_CERTIFICATE",
    "the certificate of the client, with its chain",
    "the path of a PEM file",
    "none"
);
option!(CLIENT_KEY, "CLIENT_KEY", "the private key of the client", "the path of a PEM file", "none");
option!(
    INSECURE,
    "INSECURE",
    "whether a gRPC endpoint without a scheme is used without TLS",
    "`true`, `false`",
    "`false`"
);

/// All options.
pub(super) const OPTIONS: [Names; 9] =
    [ENDPOINT, PROTOCOL, HEADERS, TIMEOUT, COMPRESSION, CERTIFICATE, CLIENT_CERTIFICATE, CLIENT_KEY, INSECURE];

impl Names {
    /// Returns the variable of a signal.
    pub(in crate::export::otlp::settings) const fn own(&self, signal: OtlpSignal) -> &'static str {
        match signal {
            OtlpSignal::Traces => self.traces,
            OtlpSignal::Metrics => self.metrics,
            OtlpSignal::Logs => self.logs,
        }
    }

    /// Returns the variables of a signal, in the order of their precedence.
    pub(in crate::export::otlp::settings) const fn of(&self, signal: OtlpSignal) -> [&'static str; 2] {
        [self.own(signal), self.general]
    }

    /// Returns the variables: the general one first.
    pub(super) fn variables(&self) -> [OtlpVariable; 4] {
        let Self { general, traces, metrics, logs, meaning, allowed, default } = *self;
        [(general, default), (traces, "the general one"), (metrics, "the general one"), (logs, "the general one")]
            .map(|(name, default)| OtlpVariable { name, meaning, allowed, default })
    }
}
