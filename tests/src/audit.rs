//! Audit records, and sinks that fail.

use std::sync::Arc;

use attuned_telemetry_rt::{AuditError, AuditEvent, AuditSink, MemorySink, with_local_audit_sink};

/// Runs `scope` and returns its result and its audit records.
pub fn audit<R>(scope: impl FnOnce() -> R) -> (R, Vec<AuditEvent>) {
    let sink = Arc::new(MemorySink::new());
    let returned = with_local_audit_sink(sink.clone(), scope);
    (returned, sink.events())
}

/// Runs `scope` and returns its only audit record.
pub fn record_of<R>(scope: impl FnOnce() -> R) -> AuditEvent {
    let (_, mut events) = audit(scope);
    assert_eq!(events.len(), 1, "{events:#?}");
    events.remove(0)
}

/// Passes every record to each of its sinks, and returns the last error.
pub struct FanOut(pub Vec<Box<dyn AuditSink>>);

impl AuditSink for FanOut {
    fn record(&self, event: &AuditEvent) -> Result<(), AuditError> {
        self.0.iter().map(|sink| sink.record(event)).fold(Ok(()), Result::and)
    }
}

/// Returns an error for every record.
pub struct Failing;

impl AuditSink for Failing {
    fn record(&self, _event: &AuditEvent) -> Result<(), AuditError> {
        Err(AuditError::new("the disk is full"))
    }
}

/// Panics at every record.
pub struct Panicking;

impl AuditSink for Panicking {
    fn record(&self, _event: &AuditEvent) -> Result<(), AuditError> {
        panic!("the sink is broken")
    }
}
