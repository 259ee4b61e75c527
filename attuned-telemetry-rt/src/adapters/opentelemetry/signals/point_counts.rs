//! How many points of metrics were sent.

use metrics::Unit;

use crate::delivery::Receipt;

/// Counts points of metrics by what became of them. A collection of metrics is one item of the delivery, however many
/// points it has.
const POINTS: &str = "attuned_telemetry_otlp_metric_points_total";

/// The collector took `count` points, except those that it rejected.
pub(super) fn answered(count: usize, receipt: &Receipt) {
    let rejected = receipt.rejected_items().min(count as u64);
    add("delivered", count as u64 - rejected);
    add("rejected", rejected);
}

/// Points were not taken. Those of later requests are not counted.
pub(super) fn failed(count: usize) {
    add("failed", count as u64);
}

fn add(outcome: &'static str, count: u64) {
    if count > 0 {
        metrics::describe_counter!(POINTS, Unit::Count, "Points of metrics that were sent over OTLP, by outcome.");
        metrics::counter!(POINTS, "outcome" => outcome).increment(count);
    }
}
