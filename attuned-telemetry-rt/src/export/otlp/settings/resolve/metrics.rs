//! How metrics are aggregated.

use super::reader::{Reader, given};
use crate::export::otlp::settings::choices::{Named, OtlpAggregation, OtlpExemplarFilter, OtlpTemporality};
use crate::export::otlp::settings::config::OtlpConfig;
use crate::export::otlp::settings::resolved::MetricSettings;
use crate::export::otlp::settings::values::Choice;

const TEMPORALITY: &str = "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE";
const AGGREGATION: &str = "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION";
const EXEMPLARS: &str = "OTEL_METRICS_EXEMPLAR_FILTER";

/// Returns how metrics are aggregated.
pub(super) fn options(reader: &mut Reader<'_>, config: &OtlpConfig) -> MetricSettings {
    let OtlpConfig { temporality, aggregation, exemplar_filter, .. } = *config;
    MetricSettings {
        temporality: choice(reader, "metrics.temporality", temporality, TEMPORALITY, OtlpTemporality::default()),
        aggregation: choice(reader, "metrics.aggregation", aggregation, AGGREGATION, OtlpAggregation::default()),
        exemplar_filter: choice(
            reader,
            "metrics.exemplar_filter",
            exemplar_filter,
            EXEMPLARS,
            OtlpExemplarFilter::default(),
        ),
    }
}

fn choice<T: Named>(reader: &mut Reader<'_>, field: &str, code: Option<T>, variable: &'static str, default: T) -> T {
    let rule = Choice::new();
    let code = given(&rule, [(field.to_owned(), code)]);
    reader.setting(field, code, &[variable], &rule, default).0
}
