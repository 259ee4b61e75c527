//! Prometheus' text format, version 0.0.4.
//!
//! Source: <https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format>

use super::lines::Lines;
use crate::engine::family::aggregation::Aggregation;
use crate::engine::snapshot::Metric;

/// Writes `HELP` and `TYPE` of a metric, and returns the writer of its series.
pub(crate) fn begin(piece: &mut Vec<u8>, metric: &Metric) -> Lines {
    let name = metric.identifier();
    if let Some(description) = metric.description() {
        write_help(piece, name, description, &['\\']);
    }
    write_type(piece, name, type_name(metric.aggregation()));
    Lines::new(metric)
}

/// Writes `# HELP name Description.`
pub(crate) fn write_help(piece: &mut Vec<u8>, name: &str, text: &str, escaped: &[char]) {
    let mut line = format!("# HELP {name} ");
    for letter in text.chars() {
        match letter {
            '\n' => line.push_str("\\n"),
            _ if escaped.contains(&letter) => line.extend(['\\', letter]),
            _ => line.push(letter),
        }
    }
    line.push('\n');
    piece.extend_from_slice(line.as_bytes());
}

/// Writes `# TYPE name counter`
pub(crate) fn write_type(piece: &mut Vec<u8>, name: &str, type_name: &str) {
    piece.extend_from_slice(format!("# TYPE {name} {type_name}\n").as_bytes());
}

pub(crate) const fn type_name(aggregation: &Aggregation) -> &'static str {
    match aggregation {
        Aggregation::Counter => "counter",
        Aggregation::Gauge => "gauge",
        Aggregation::Histogram(_) | Aggregation::Exponential(_) => "histogram",
    }
}
