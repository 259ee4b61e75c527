//! The trait of audit sinks, and their error.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::core::audit::event::event::AuditEvent;

/// Receives audit records, and stores or forwards them.
///
/// `TelemetryBuilder::with_audit` runs a sink on a thread of its own. A sink in
/// [`with_local_audit_sink`](crate::with_local_audit_sink) runs on the thread of the annotated code.
///
/// ```
/// use attuned_telemetry_rt::{AuditError, AuditEvent, AuditSink};
///
/// /// Prints every record to standard output.
/// struct Terminal;
///
/// impl AuditSink for Terminal {
///     fn record(&self, event: &AuditEvent) -> Result<(), AuditError> {
///         println!("{} {}: {}", event.timestamp, event.operation, event.outcome);
///         Ok(())
///     }
/// }
/// ```
pub trait AuditSink: Send + Sync {
    /// Stores or forwards one record.
    ///
    /// # Errors
    ///
    /// Returns an error if the record is lost. The caller counts the loss in `attuned_telemetry_audit_lost_total`, and
    /// logs the 1st, 2nd, 4th, 8th … loss.
    fn record(&self, event: &AuditEvent) -> Result<(), AuditError>;

    /// Waits until all records so far have been stored or forwarded. Does nothing by default.
    ///
    /// # Errors
    ///
    /// Returns an error if records may have been lost.
    fn flush(&self) -> Result<(), AuditError> {
        Ok(())
    }
}

impl<S: AuditSink + ?Sized> AuditSink for Arc<S> {
    fn record(&self, event: &AuditEvent) -> Result<(), AuditError> {
        (**self).record(event)
    }

    fn flush(&self) -> Result<(), AuditError> {
        (**self).flush()
    }
}

impl<S: AuditSink + ?Sized> AuditSink for Box<S> {
    fn record(&self, event: &AuditEvent) -> Result<(), AuditError> {
        (**self).record(event)
    }

    fn flush(&self) -> Result<(), AuditError> {
        (**self).flush()
    }
}

/// The reason why audit records were lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditError {
    message: String,
}

impl AuditError {
    /// Creates an error. The message says what failed, why, and what to do.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

impl fmt::Display for AuditError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl Error for AuditError {}
