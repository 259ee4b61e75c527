//! Errors of a delivery.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use super::receipt::Receipt;
use crate::core::text::escaped::Escaped;
use crate::delivery::breaker::CallOutcome;

/// What a failed delivery means for its batch, and for the batches after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeliveryErrorClass {
    /// The backend may accept the same batch later: a broken connection, a timeout. The batch is retried.
    Transient,
    /// The backend asks for fewer requests. The batch is retried, after the pause that the backend asks for.
    Overload,
    /// The backend will never accept this batch. It is counted as failed, and never retried.
    Permanent,
    /// No batch will be accepted until a setting is corrected: an address, credentials. The batch is counted as failed,
    /// and the next one is sent after a long pause.
    Configuration,
}

/// The reason why a batch was not delivered. Its [class](DeliveryErrorClass) decides whether the batch is retried, and
/// whether the error counts as a failure in the circuit breaker: transient errors and overload do.
///
/// ```
/// use std::time::Duration;
///
/// use attuned_telemetry_rt::delivery::{DeliveryError, DeliveryErrorClass};
///
/// let error = DeliveryError::overload("503 Service Unavailable").with_retry_after(Duration::from_secs(2));
/// assert_eq!(error.class(), DeliveryErrorClass::Overload);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryError {
    class: DeliveryErrorClass,
    message: String,
    retry_after: Option<Duration>,
    delivered: Option<(usize, Receipt)>,
}

impl DeliveryError {
    /// Creates a transient error. The message says what failed and why.
    #[must_use]
    pub fn transient(message: impl Into<String>) -> Self {
        Self::new(DeliveryErrorClass::Transient, message)
    }

    /// Creates an error of an overloaded backend.
    #[must_use]
    pub fn overload(message: impl Into<String>) -> Self {
        Self::new(DeliveryErrorClass::Overload, message)
    }

    /// Creates a permanent error.
    #[must_use]
    pub fn permanent(message: impl Into<String>) -> Self {
        Self::new(DeliveryErrorClass::Permanent, message)
    }

    /// Creates an error of a setting. The message names the setting, its value and what is allowed.
    #[must_use]
    pub fn configuration(message: impl Into<String>) -> Self {
        Self::new(DeliveryErrorClass::Configuration, message)
    }

    fn new(class: DeliveryErrorClass, message: impl Into<String>) -> Self {
        Self { class, message: message.into(), retry_after: None, delivered: None }
    }

    /// Sets the pause that the backend asks for, as in the header `Retry-After`. The batch is not retried earlier.
    #[must_use]
    pub fn with_retry_after(self, pause: Duration) -> Self {
        Self { retry_after: Some(pause), ..self }
    }

    /// Sets how much of the batch was delivered before the error: its first `elements`, and the answer of the backend
    /// to them. They are counted as delivered, and only the rest of the batch is retried. An adapter that sends a batch
    /// in several requests uses it, so that a retry repeats none of them.
    ///
    /// An element is one record or one point, but for spans one [`SpanBatch`](crate::collect::SpanBatch). A number
    /// larger than the batch means the whole batch.
    #[must_use]
    pub fn with_delivered(self, elements: usize, receipt: Receipt) -> Self {
        Self { delivered: Some((elements, receipt)), ..self }
    }

    /// Returns how many elements of the batch were delivered before the error, and the answer to them.
    #[must_use]
    pub fn delivered(&self) -> Option<(usize, &Receipt)> {
        self.delivered.as_ref().map(|(elements, receipt)| (*elements, receipt))
    }

    /// Returns the class.
    #[must_use]
    pub fn class(&self) -> DeliveryErrorClass {
        self.class
    }

    /// Returns the pause that the backend asks for.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Whether the error counts as a failure in the circuit breaker, and the batch may be retried.
    pub(crate) fn is_temporary(&self) -> bool {
        matches!(self.class, DeliveryErrorClass::Transient | DeliveryErrorClass::Overload)
    }
}

impl fmt::Display for DeliveryErrorClass {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Transient => "transient error",
            Self::Overload => "overload",
            Self::Permanent => "permanent error",
            Self::Configuration => "configuration error",
        })
    }
}

impl fmt::Display for DeliveryError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { class, message, retry_after, .. } = self;
        write!(formatter, "{class}: {}", Escaped(message))?;
        retry_after.map_or(Ok(()), |pause| write!(formatter, " (retry after {pause:?})"))
    }
}

impl Error for DeliveryError {}

/// How the circuit breaker counts a delivery that failed for this reason.
impl From<&DeliveryError> for CallOutcome {
    fn from(error: &DeliveryError) -> Self {
        if error.is_temporary() { Self::Failure } else { Self::Ignored }
    }
}
