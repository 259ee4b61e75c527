//! OpenMetrics, version 1.0.0. Its draft 0.0.1 is written the same way.
//!
//! Source: <https://prometheus.io/docs/specs/om/open_metrics_spec/>

use super::lines::Lines;
use super::plain::{type_name, write_help, write_type};
use crate::engine::family::aggregation::{Aggregation, histograms_with};
use crate::engine::family::family::Family;
use crate::engine::family::metric_kind::MetricKind;

/// What a page ends with.
pub(crate) const END: &[u8] = b"# EOF\n";

/// Writes what a metric is, and says how its series are written. `epoch` is when the engine was made, in hundredths of
/// a second since 1970; `find` knows the metrics of the page by their names.
pub(crate) fn begin<'page>(
    piece: &mut Vec<u8>,
    family: &Family,
    epoch: u64,
    find: impl Fn(&str) -> Option<&'page Family>,
) -> Lines {
    let name = family.name.as_str();
    let (name, type_name) = match family.aggregation {
        // A counter's name is shown without its end. If another metric has that name, it is no counter to OpenMetrics;
        // its series are called the same either way.
        Aggregation::Counter => {
            match name.strip_suffix("_total").filter(|name| !name.is_empty() && !is_taken(name, &find)) {
                Some(name) => (name, "counter"),
                None => (name, "unknown"),
            }
        }
        _ => (name, type_name(&family.aggregation)),
    };
    if let Some(description) = family.description.get() {
        write_help(piece, name, &description.text, &['\\', '"']);
    }
    write_type(piece, name, type_name);
    if let Some(unit) = family.description.get().and_then(|description| description.unit_of(name)) {
        piece.extend_from_slice(format!("# UNIT {name} {unit}\n").as_bytes());
    }
    let lines = Lines::new(family);
    if !matches!(type_name, "counter" | "histogram") {
        return lines;
    }
    let created = format!("{name}_created");
    let has_created = find(&created).is_none() && find(&format!("{created}_total")).is_none();
    let lines = lines.with_exemplars();
    if has_created { lines.with_created(name, epoch) } else { lines }
}

/// Whether a metric has this name, or a line of a histogram.
fn is_taken<'page>(name: &str, find: impl Fn(&str) -> Option<&'page Family>) -> bool {
    let mut histograms = histograms_with(name).filter_map(&find);
    find(name).is_some() || histograms.any(|family| family.is(MetricKind::Histogram))
}
