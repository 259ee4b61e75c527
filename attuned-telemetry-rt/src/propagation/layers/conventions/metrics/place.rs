//! What a request is for.

use metrics::SharedString;

/// What a request is for.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// A request without a route.
    Unknown,
    /// The pattern of a route.
    Route(SharedString),
    /// Another server, and its port.
    Server(SharedString, Option<u16>),
}
