//! No lost record is silent: every one is counted, and logged as often as a log can bear.

use std::sync::atomic::{AtomicU64, Ordering};

use super::sink::AuditError;

/// The counter of lost records, whichever way they were lost.
const LOST: &str = "attuned_telemetry_audit_lost_total";

/// The records that were lost on one way.
pub(crate) struct Losses(AtomicU64);

/// Losses where no sink is.
static NO_SINK: Losses = Losses::new();

/// Losses of what sinks do themselves.
static IN_SINK: Losses = Losses::new();

impl Losses {
    pub(crate) const fn new() -> Self {
        Self(AtomicU64::new(0))
    }

    /// Counts a lost record. The 1st, 2nd, 4th, 8th … is logged.
    #[cold]
    pub(crate) fn report(&self, failure: &AuditError) {
        metrics::counter!(LOST).increment(1);
        let lost = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        if lost.is_power_of_two() {
            tracing::error!(lost, "an audit record is lost: {failure}");
        }
    }
}

/// Tells the recorder of the counter before there is a loss: the first one is seen only in a series that was zero.
#[cfg(feature = "init")]
pub(crate) fn begin() {
    metrics::describe_counter!(LOST, metrics::Unit::Count, "Audit records that are lost.");
    metrics::counter!(LOST).increment(0);
}

/// Counts a record that is made where nobody takes it.
#[cold]
pub(crate) fn no_sink() {
    NO_SINK.report(&AuditError::new("no sink is installed, give one to `TelemetryBuilder::with_audit`"));
}

/// Counts a record that a sink's own code makes while it takes one.
#[cold]
pub(crate) fn in_sink() {
    IN_SINK.report(&AuditError::new("a sink called audited code while it took a record"));
}
