//! What takes audit records.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::core::audit::event::event::AuditEvent;

/// Takes audit records. Called by the annotated code's own thread: a sink that writes somewhere slow does so elsewhere.
///
/// ```
/// use attuned_telemetry_rt::{AuditError, AuditEvent, AuditSink};
///
/// /// Shows every record to whoever watches the terminal.
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
    /// Takes one record.
    ///
    /// # Errors
    ///
    /// If the record is lost. The loss is counted and logged by the caller.
    fn record(&self, event: &AuditEvent) -> Result<(), AuditError>;

    /// Waits until every record taken so far has arrived where the sink brings it.
    ///
    /// # Errors
    ///
    /// If records were lost since the last time.
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

/// Why audit records were lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditError {
    message: String,
}

impl AuditError {
    /// An error that says what was lost, why, and what to do.
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
