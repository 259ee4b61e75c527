//! The temporality of metrics.

use super::named::Named;

/// Whether metrics are sent as totals or as differences, `OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE`.
///
/// Source: <https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/otlp/>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OtlpTemporality {
    /// `cumulative`: the totals since a series started.
    #[default]
    Cumulative,
    /// `delta`: the differences of counters and histograms since the last export that the collector accepted.
    Delta,
    /// `lowmemory`: the same as [`Delta`](Self::Delta), because this crate has no metrics that are read by a callback.
    LowMemory,
}

impl Named for OtlpTemporality {
    const ALL: &'static [(Self, &'static str)] =
        &[(Self::Cumulative, "cumulative"), (Self::Delta, "delta"), (Self::LowMemory, "lowmemory")];
}
