//! Exporters of a signal.

use super::named::Named;

/// An exporter of a signal, `OTEL_TRACES_EXPORTER`, `OTEL_METRICS_EXPORTER` and `OTEL_LOGS_EXPORTER`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OtlpExporter {
    /// `otlp`: the signal is sent to the endpoint, over OTLP.
    Otlp,
    /// `console`: the signal is written to standard output as lines of JSON, unless `otlp` is in the same list.
    Console,
    /// `prometheus`: the metrics are not sent. A `PrometheusExporter` of the program serves them. Only metrics have
    /// this exporter.
    Prometheus,
}

impl Named for OtlpExporter {
    const ALL: &'static [(Self, &'static str)] =
        &[(Self::Otlp, "otlp"), (Self::Console, "console"), (Self::Prometheus, "prometheus")];
}
