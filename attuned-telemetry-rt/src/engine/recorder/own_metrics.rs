//! The metrics of the engine itself: what exceeded a limit.

use std::sync::OnceLock;

use crate::engine::family::first_time::FirstTime;

/// Counts the updates that went to overflow series.
pub(super) const OVERFLOW: &str = "attuned_telemetry_series_overflow_total";

/// Counts the values that histograms ignored.
pub(super) const REFUSED: &str = "attuned_telemetry_refused_values_total";

/// Counts the updates of metrics, and of series for which there are no cells, that were not registered.
pub(super) const REJECTED: &str = "attuned_telemetry_metrics_overflow_total";

/// Counts how often a series was registered with labels that were cut.
pub(super) const CUT: &str = "attuned_telemetry_labels_cut_total";

/// What has been warned of, once for each engine.
#[derive(Default)]
pub(super) struct Losses {
    pub(super) full_warning: FirstTime,
    pub(super) rejected_warning: FirstTime,
    pub(super) cut_warning: FirstTime,
    /// The cell that counts the updates of metrics that were not registered.
    pub(super) rejected: OnceLock<Option<u32>>,
}

/// Whether a metric of the engine itself has as many series as there are metrics.
pub(super) fn has_no_limit(identifier: &str) -> bool {
    matches!(identifier, OVERFLOW | REFUSED | CUT)
}
