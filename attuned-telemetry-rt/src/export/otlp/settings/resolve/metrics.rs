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
    let exemplar_filter = exemplars(reader, exemplar_filter);
    MetricSettings {
        temporality: choice(reader, "metrics.temporality", temporality, TEMPORALITY, OtlpTemporality::default()),
        aggregation: choice(reader, "metrics.aggregation", aggregation, AGGREGATION, OtlpAggregation::default()),
        exemplar_filter,
    }
}

/// An exemplar always has the ids of a sampled trace.
fn exemplars(reader: &mut Reader<'_>, code: Option<OtlpExemplarFilter>) -> OtlpExemplarFilter {
    let field = "metrics.exemplar_filter";
    let (rule, default) = (Choice::new(), OtlpExemplarFilter::default());
    let code = given(&rule, [(field.to_owned(), code)]);
    let (filter, source) = reader.setting(field, code, &[EXEMPLARS], &rule, default);
    if filter == OtlpExemplarFilter::AlwaysOn {
        let message = "`always_on` has the effect of `trace_based`: only measurements in a sampled trace are exemplars";
        reader.suspicious(field, source, message);
    }
    filter
}

fn choice<T: Named>(reader: &mut Reader<'_>, field: &str, code: Option<T>, variable: &'static str, default: T) -> T {
    let rule = Choice::new();
    let code = given(&rule, [(field.to_owned(), code)]);
    reader.setting(field, code, &[variable], &rule, default).0
}
