//! What an answer means, for all protocols.

use std::time::Duration;

use crate::delivery::DeliveryError;
use crate::export::otlp::client::answer::error::SendError;

/// What an answer means, for all protocols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export::otlp::client) enum Meaning {
    /// The server took the message, or a part of it.
    Accepted,
    /// The server wants fewer messages.
    Overload,
    /// The server may accept the same message later.
    Temporary,
    /// The message is too large.
    TooLarge,
    /// No message is accepted before a setting is corrected.
    Configuration,
    /// The server will never accept the message.
    Permanent,
}

impl Meaning {
    /// Returns the error of an answer that is not a success.
    pub(in crate::export::otlp::client) fn error(self, message: String, retry_after: Option<Duration>) -> SendError {
        let error = match self {
            Self::TooLarge => return SendError::TooLarge { message },
            Self::Configuration => DeliveryError::configuration(message),
            Self::Accepted | Self::Permanent => DeliveryError::permanent(message),
            Self::Overload => DeliveryError::overload(message),
            Self::Temporary => DeliveryError::transient(message),
        };
        match (self, retry_after) {
            (Self::Overload | Self::Temporary, Some(pause)) => error.with_retry_after(pause).into(),
            _ => error.into(),
        }
    }
}
