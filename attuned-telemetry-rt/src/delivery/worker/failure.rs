//! Why a call of a destination failed.

use std::time::Duration;

use crate::delivery::outcome::error::{DeliveryError, DeliveryErrorClass};
use crate::delivery::outcome::receipt::Receipt;

/// Why a call of a destination failed.
pub(in crate::delivery) enum Failure {
    Error(DeliveryError),
    TimedOut(Duration),
    Panicked,
}

impl Failure {
    /// Whether the same batch may succeed later. A batch that made the destination panic may do so again.
    pub(in crate::delivery) fn is_temporary(&self) -> bool {
        match self {
            Self::Error(error) => error.is_temporary(),
            Self::TimedOut(_) => true,
            Self::Panicked => false,
        }
    }

    /// Whether the failure says that the backend is not available.
    pub(in crate::delivery) fn feeds_breaker(&self) -> bool {
        self.is_temporary() || matches!(self, Self::Panicked)
    }

    pub(in crate::delivery) fn is_configuration(&self) -> bool {
        matches!(self, Self::Error(error) if error.class() == DeliveryErrorClass::Configuration)
    }

    /// Returns how many elements of the batch were delivered before the failure, and the answer to them.
    pub(in crate::delivery) fn delivered(&self) -> Option<(usize, &Receipt)> {
        match self {
            Self::Error(error) => error.delivered(),
            Self::TimedOut(_) | Self::Panicked => None,
        }
    }

    pub(in crate::delivery) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Error(error) => error.retry_after(),
            Self::TimedOut(_) | Self::Panicked => None,
        }
    }

    pub(in crate::delivery) fn into_error(self) -> DeliveryError {
        match self {
            Self::Error(error) => error,
            Self::TimedOut(duration) => {
                DeliveryError::transient(format!("the adapter did not answer within {duration:?}"))
            }
            Self::Panicked => DeliveryError::permanent("the adapter panicked"),
        }
    }

    /// The error of a batch of which the backend rejected a part.
    pub(in crate::delivery) fn rejected(message: &str) -> DeliveryError {
        DeliveryError::permanent(message)
    }
}
