//! The attributes of a request that is recorded, without the route or the server.

use crate::propagation::layers::conventions::request::known_methods::MethodIndex;
use crate::propagation::layers::conventions::request::protocol::{HttpVersion, Scheme};

/// The attributes of a request that is recorded, without the route or the server. Requests with the same ones belong to
/// the same series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Attributes {
    pub(crate) method: MethodIndex,
    pub(crate) scheme: Option<Scheme>,
    pub(crate) version: Option<HttpVersion>,
    /// The status code of the response, if there was one.
    pub(crate) status: Option<u16>,
    pub(crate) error: Option<RequestError>,
    /// Whether the caller has given up the request.
    pub(crate) is_cancelled: bool,
}

/// Why a request failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum RequestError {
    /// Because of the status code.
    Status,
    /// Because of an error of this type, or a panic.
    Type(&'static str),
}

impl Attributes {
    pub(crate) const fn new(method: MethodIndex, scheme: Option<Scheme>, version: Option<HttpVersion>) -> Self {
        Self { method, scheme, version, status: None, error: None, is_cancelled: false }
    }

    /// Returns the value of `error.type`.
    pub(crate) fn error_type(&self) -> Option<String> {
        match self.error? {
            RequestError::Status => self.status.map(|status| status.to_string()),
            RequestError::Type(name) => Some(name.to_owned()),
        }
    }
}
