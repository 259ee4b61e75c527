//! A sink that keeps records in memory.

use std::sync::{Mutex, PoisonError};

use super::sink::{AuditError, AuditSink};
use crate::core::audit::event::event::AuditEvent;

/// A sink that keeps audit records in memory, for tests. Its memory use is unbounded.
///
/// ```
/// use std::sync::Arc;
///
/// use attuned_telemetry_rt::{MemorySink, audited, with_local_audit_sink};
///
/// #[audited(event = StateDeleted, user_id = user)]
/// fn forget(user: &str) {}
///
/// let sink = Arc::new(MemorySink::new());
/// with_local_audit_sink(sink.clone(), || forget("ada"));
/// assert_eq!(sink.events()[0].user_id.as_deref(), Some("ada"));
/// ```
#[derive(Debug, Default)]
pub struct MemorySink {
    events: Mutex<Vec<AuditEvent>>,
}

impl MemorySink {
    /// Creates an empty sink.
    #[must_use]
    pub const fn new() -> Self {
        Self { events: Mutex::new(Vec::new()) }
    }

    /// Returns the records so far, oldest first.
    #[must_use]
    pub fn events(&self) -> Vec<AuditEvent> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl AuditSink for MemorySink {
    fn record(&self, event: &AuditEvent) -> Result<(), AuditError> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner).push(event.clone());
        Ok(())
    }
}
