//! The table of operations in the report.

use std::fmt::Write as _;

use super::exposition::Sample;
use super::series::{Series, by_operation};

/// The possible outcomes of a call.
const STATUSES: [&str; 4] = ["success", "error", "cancelled", "panicked"];

/// The operations that change a state. Each of their calls leaves a record in the audit file.
const MUTATIONS: [&str; 2] = ["attuned_store delete", "attuned_store upsert"];

/// Returns a line for every operation: the number of calls by status, and the median and the 99th percentile of the
/// durations.
pub(super) fn table(samples: &[Sample]) -> String {
    let operations = by_operation(samples);
    let width = operations.keys().map(String::len).max().unwrap_or_default();
    let mut table = format!("{:width$}", "operation");
    for heading in STATUSES.into_iter().chain(["p50", "p99"]) {
        // Writing to a `String` cannot fail.
        let _ = write!(table, " {heading:>10}");
    }
    table.push('\n');
    for (title, series) in &operations {
        let _ = write!(table, "{title:width$}");
        for status in STATUSES {
            let _ = write!(table, " {:>10}", series.calls(status));
        }
        let _ = writeln!(table, " {:>10} {:>10}", quantile(series, 0.5), quantile(series, 0.99));
    }
    table
}

fn quantile(series: &Series, share: f64) -> String {
    series.quantile(share).map_or_else(|| "-".to_owned(), |seconds| format!("{:.3} ms", seconds * 1e3))
}

/// Returns the number of calls of operations that change a state, whatever their outcome.
pub(super) fn mutations(samples: &[Sample]) -> f64 {
    let operations = by_operation(samples);
    MUTATIONS.iter().filter_map(|title| operations.get(*title)).map(Series::all_calls).sum()
}

/// Returns the number of calls in flight.
pub(super) fn in_flight(samples: &[Sample]) -> f64 {
    samples.iter().filter(|sample| sample.name.ends_with("_in_flight")).map(|sample| sample.value).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const METRICS: &str = "\
attuned_store_operations_total{operation=\"upsert\",status=\"success\"} 40
attuned_store_operations_total{operation=\"upsert\",status=\"cancelled\"} 2
attuned_store_operations_total{operation=\"get\",status=\"error\"} 7
attuned_store_duration_seconds_bucket{operation=\"upsert\",le=\"0.001\"} 40
attuned_store_duration_seconds_bucket{operation=\"upsert\",le=\"+Inf\"} 40
";

    #[test]
    fn every_operation_has_a_line() {
        let expected = "\
operation               success      error  cancelled   panicked        p50        p99
attuned_store get             0          7          0          0          -          -
attuned_store upsert         40          0          2          0   0.500 ms   0.990 ms
";
        assert_eq!(table(&Sample::parse_all(METRICS)), expected);
    }

    #[test]
    fn mutations_are_counted_whatever_their_outcome() {
        assert_eq!(mutations(&Sample::parse_all(METRICS)).to_string(), "42");
    }
}
