//! The unit of a metric, as Prometheus has it.

use crate::engine::snapshot::Metric;

/// Returns the unit of a metric whose name, as it is shown, ends in the unit. Others have none: `OpenMetrics` requires the
/// end, and Prometheus takes the unit from there.
///
/// Source: <https://prometheus.io/docs/specs/om/open_metrics_spec/#unit>
pub(super) fn unit_of(metric: &Metric, name: &str) -> Option<&'static str> {
    let unit = metric.unit()?.as_str();
    name.strip_suffix(unit).is_some_and(|before| before.ends_with('_')).then_some(unit)
}
