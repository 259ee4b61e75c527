//! Exporters of a signal.

use super::named::Named;

/// An exporter of a signal, `OTEL_TRACES_EXPORTER`, `OTEL_METRICS_EXPORTER` and `OTEL_LOGS_EXPORTER`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OtlpExporter {
    /// `otlp`: to the endpoint, over OTLP.
    Otlp,
    /// `console`: to standard output.
    Console,
    /// `prometheus`: served for Prometheus. Only metrics have this exporter.
    Prometheus,
}

impl Named for OtlpExporter {
    const ALL: &'static [(Self, &'static str)] =
        &[(Self::Otlp, "otlp"), (Self::Console, "console"), (Self::Prometheus, "prometheus")];
}
