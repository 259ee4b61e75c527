//! OpenMetrics, version 1.0.0. The draft 0.0.1 is written in the same way.
//!
//! Source: <https://prometheus.io/docs/specs/om/open_metrics_spec/>

use super::lines::Lines;
use super::plain::{type_name, write_help, write_type};
use crate::core::clock::HAS_DATE;
use crate::engine::family::aggregation::{Aggregation, histograms_with};
use crate::engine::family::metric_kind::MetricKind;
use crate::engine::snapshot::{Metric, Snapshot};
use crate::export::prometheus::unit::unit_of;

/// The last line of a page.
pub(crate) const END: &[u8] = b"# EOF\n";

/// Writes `HELP`, `TYPE` and `UNIT` of a metric, and returns the writer of its series. `epoch` is the time at which the
/// engine was created, in hundredths of a second since 1970.
pub(crate) fn begin(piece: &mut Vec<u8>, metric: &Metric, snapshot: &Snapshot, epoch: u64) -> Lines {
    let (name, type_name) = name_and_type(metric, snapshot);
    if let Some(description) = metric.description() {
        write_help(piece, name, description, &['\\', '"']);
    }
    write_type(piece, name, type_name);
    if let Some(unit) = unit_of(metric, name) {
        piece.extend_from_slice(format!("# UNIT {name} {unit}\n").as_bytes());
    }
    let lines = Lines::new(metric);
    if !matches!(type_name, "counter" | "histogram") {
        return lines;
    }
    let created = format!("{name}_created");
    let has_created =
        HAS_DATE && snapshot.find(&created).is_none() && snapshot.find(&format!("{created}_total")).is_none();
    lines.with_origin(has_created.then_some(name), epoch)
}

/// Returns the name and the type of a metric. OpenMetrics names a counter without its suffix `_total`. If another
/// metric has that name, the counter keeps its suffix and has the type `unknown`. The names of its samples are the same
/// in both cases.
fn name_and_type<'metric>(metric: &'metric Metric, snapshot: &Snapshot) -> (&'metric str, &'static str) {
    let name = metric.identifier();
    let Aggregation::Counter = metric.aggregation() else { return (name, type_name(metric.aggregation())) };
    match name.strip_suffix("_total").filter(|name| !name.is_empty() && !is_taken(name, snapshot)) {
        Some(name) => (name, "counter"),
        None => (name, "unknown"),
    }
}

/// Whether a metric, or a sample of a histogram, has this name.
fn is_taken(name: &str, snapshot: &Snapshot) -> bool {
    let mut histograms = histograms_with(name).filter_map(|name| snapshot.find(name));
    snapshot.find(name).is_some() || histograms.any(|metric| metric.aggregation().is(MetricKind::Histogram))
}
