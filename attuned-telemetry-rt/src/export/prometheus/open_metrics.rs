//! OpenMetrics, version 1.0.0. Its draft 0.0.1 is written the same way.
//!
//! Source: <https://prometheus.io/docs/specs/om/open_metrics_spec/>

use super::lines::Lines;
use super::text::{type_name, write_help, write_type};
use crate::engine::family::{Family, Kind};

/// What a page ends with.
pub(super) const END: &[u8] = b"# EOF\n";

/// Writes what a metric is, and says how its series are written. `epoch` is when the engine was made, in hundredths of
/// a second since 1970; `is_taken` knows the names of the other metrics.
pub(super) fn begin(piece: &mut Vec<u8>, family: &Family, epoch: u64, is_taken: impl Fn(&str) -> bool) -> Lines {
    let name = family.name.as_str();
    let (name, type_name) = match family.kind {
        // A counter's name is shown without its end. If another metric has that name, it is no counter to OpenMetrics;
        // its series are called the same either way.
        Kind::Counter => match name.strip_suffix("_total").filter(|name| !name.is_empty() && !is_taken(name)) {
            Some(name) => (name, "counter"),
            None => (name, "unknown"),
        },
        _ => (name, type_name(&family.kind)),
    };
    if let Some(description) = family.description.get() {
        write_help(piece, name, &description.text, &['\\', '"']);
    }
    write_type(piece, name, type_name);
    if let Some(unit) = family.description.get().and_then(|description| description.unit_of(name)) {
        piece.extend_from_slice(format!("# UNIT {name} {unit}\n").as_bytes());
    }
    let has_created = matches!(type_name, "counter" | "histogram") && !is_taken(&format!("{name}_created"));
    let lines = Lines::new(family).with_exemplars();
    if has_created { lines.with_created(name, epoch) } else { lines }
}
