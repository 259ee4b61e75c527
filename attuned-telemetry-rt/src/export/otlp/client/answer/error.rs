//! The error of an attempt.

use crate::delivery::DeliveryError;

/// Why a message was not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SendError {
    /// The message is larger than the client or the server allows. A part of it may be accepted.
    TooLarge {
        /// Who refused it, and why.
        message: String,
    },
    /// Any other error.
    Delivery(DeliveryError),
}

impl From<DeliveryError> for SendError {
    fn from(error: DeliveryError) -> Self {
        Self::Delivery(error)
    }
}
