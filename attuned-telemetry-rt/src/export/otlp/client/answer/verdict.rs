//! What an answer means.

use crate::delivery::Receipt;
use crate::export::otlp::client::answer::error::SendError;
use crate::export::otlp::client::answer::wire::partial_success::PartialSuccess;

/// What an answer means.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::export::otlp::client) enum Verdict {
    /// The server took the message, or a part of it.
    Accepted(Receipt),
    /// The server did not process the message, because it does not support its compression.
    RefusesGzip,
    /// The server did not take the message.
    Failed(SendError),
}

/// Returns the receipt of an accepted message.
pub(in crate::export::otlp::client) fn receipt(partial: PartialSuccess, shorten: impl Fn(&str) -> String) -> Receipt {
    match partial {
        PartialSuccess { rejected: 0, message } if message.is_empty() => Receipt::all(),
        PartialSuccess { rejected, message } if message.is_empty() => {
            Receipt::rejected(rejected, "the server rejected a part of the batch and did not say why")
        }
        PartialSuccess { rejected, message } => Receipt::rejected(rejected, shorten(&message)),
    }
}
