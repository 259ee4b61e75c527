//! How a request ends.

use crate::propagation::layers::conventions::metrics::attributes::{Attributes, RequestError};

/// How a request ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The response was complete.
    Complete,
    /// The caller has given up the request: its future or the body of the response was dropped before its end.
    Cancelled,
    /// The service or the body of the response panicked.
    Panicked,
    /// The service or the body of the response returned an error of this type.
    Failed(&'static str),
}

/// Which side of the connection this process is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Server,
    Client,
}

/// The value of `error.type` after a panic.
const PANIC: &str = "panic";

impl Ending {
    /// Adds to the attributes whether the request failed. A status code that is an error remains one if the caller
    /// gives up the body.
    pub(crate) fn complete(self, side: Side, attributes: Attributes) -> Attributes {
        let lowest = if side == Side::Server { 500 } else { 400 };
        let is_error_status = attributes.status.is_some_and(|status| status >= lowest);
        let error = match self {
            Self::Panicked => Some(RequestError::Type(PANIC)),
            Self::Failed(error_type) => Some(RequestError::Type(error_type)),
            Self::Complete | Self::Cancelled => is_error_status.then_some(RequestError::Status),
        };
        Attributes { error, is_cancelled: self == Self::Cancelled && error.is_none(), ..attributes }
    }
}
