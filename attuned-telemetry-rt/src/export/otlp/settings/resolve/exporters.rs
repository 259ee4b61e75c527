//! The exporters of a signal.

use super::reader::{Reader, given};
use crate::export::otlp::settings::choices::OtlpExporter;
use crate::export::otlp::settings::config::OtlpConfig;
use crate::export::otlp::settings::values::ExporterRule;
use crate::export::otlp::signal::OtlpSignal;

/// Returns the exporters of a signal. If telemetry is disabled, there are none.
pub(super) fn exporters(
    reader: &mut Reader<'_>,
    config: &OtlpConfig,
    signal: OtlpSignal,
    is_disabled: bool,
) -> Vec<OtlpExporter> {
    let variable = match signal {
        OtlpSignal::Traces => "OTEL_TRACES_EXPORTER",
        OtlpSignal::Metrics => "OTEL_METRICS_EXPORTER",
        OtlpSignal::Logs => "OTEL_LOGS_EXPORTER",
    };
    let (rule, field) = (ExporterRule(signal), format!("{}.exporters", signal.name()));
    let code = given(&rule, [(field.clone(), config.of(signal).exporters.clone())]);
    let (exporters, source) = reader.setting(&field, code, &[variable], &rule, vec![OtlpExporter::Otlp]);
    let has = |exporter| exporters.contains(&exporter);
    if has(OtlpExporter::Otlp) && has(OtlpExporter::Console) {
        reader.suspicious(&field, source, "only `otlp` is used, and nothing is written to the console");
    }
    if has(OtlpExporter::Prometheus) {
        let message =
            "`prometheus` starts no server: pass a `PrometheusExporter` to `with_metrics`, and serve its pages";
        reader.suspicious(&field, source, message);
    }
    if is_disabled { Vec::new() } else { exporters }
}
