//! Lost records: every loss is counted, and logged at a limited rate.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};

use super::sink::AuditError;
use crate::core::verdict::caught::caught;

/// Name of the counter of lost records.
const LOST: &str = "attuned_telemetry_audit_lost_total";

/// Number of records lost for one reason.
pub(crate) struct Losses(AtomicU64);

/// Records that were lost because no sink is installed.
static NO_SINK: Losses = Losses::new();

/// Records that were lost because a sink called audited code.
static IN_SINK: Losses = Losses::new();

/// Losses that the counter does not contain yet.
static NOT_COUNTED: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// Whether this thread is reporting a loss.
    static REPORTING: Cell<bool> = const { Cell::new(false) };
}

impl Losses {
    pub(crate) const fn new() -> Self {
        Self(AtomicU64::new(0))
    }

    /// Counts lost records, and logs the 1st, 2nd, 4th, 8th … loss.
    ///
    /// The recorder and the subscriber may call audited functions, whose records may be lost too. These losses are
    /// added to the counter with the next loss, because this function would recurse without end.
    #[cold]
    pub(crate) fn report(&self, failure: &AuditError, records: u64) {
        let before = self.0.fetch_add(records, Ordering::Relaxed);
        let lost = before + records;
        if REPORTING.replace(true) {
            NOT_COUNTED.fetch_add(records, Ordering::Relaxed);
            return;
        }
        caught(|| metrics::counter!(LOST).increment(records + NOT_COUNTED.swap(0, Ordering::Relaxed)));
        if before == 0 || before.ilog2() < lost.ilog2() {
            caught(|| tracing::error!(lost, "audit record lost: {failure}"));
        }
        REPORTING.set(false);
    }
}

/// Creates the counter with the value 0, so that Prometheus sees the first loss as an increase.
#[cfg(feature = "init")]
pub(crate) fn begin() {
    metrics::describe_counter!(LOST, metrics::Unit::Count, "Lost audit records.");
    metrics::counter!(LOST).increment(0);
}

/// Counts a record that is lost because no sink is installed.
#[cold]
pub(crate) fn no_sink() {
    NO_SINK.report(&AuditError::new("no sink is installed; add one with `TelemetryBuilder::with_audit`"), 1);
}

/// Counts a record that is lost because a sink called audited code.
#[cold]
pub(crate) fn in_sink() {
    let reason =
        "a sink called an audited function while it handled a record; remove the annotation from that function";
    IN_SINK.report(&AuditError::new(reason), 1);
}
