//! The unit of a metric in OpenMetrics and protobuf.

use crate::engine::snapshot::Metric;

/// Returns the unit of a metric if its exported name ends in the unit, because OpenMetrics allows a unit only then.
///
/// Source: <https://prometheus.io/docs/specs/om/open_metrics_spec/#unit>
pub(super) fn unit_of(metric: &Metric, name: &str) -> Option<&'static str> {
    let unit = metric.unit()?.as_str();
    name.strip_suffix(unit).is_some_and(|before| before.ends_with('_')).then_some(unit)
}
