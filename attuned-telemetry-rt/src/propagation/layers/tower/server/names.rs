//! The names of spans and metrics of a server.

use crate::propagation::layers::conventions::metrics::naming::Naming;

/// The names of spans and metrics of a server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HttpNames {
    /// Those of OpenTelemetry's conventions: spans `{method} {route}`, metrics `http.server.request.duration` and
    /// `http.server.active_requests`.
    #[default]
    OpenTelemetry,
    /// Spans `attuned.http.{endpoint}`, metrics `attuned_http_request_duration_seconds{method,path}` and
    /// `attuned_http_request_in_flight{method}`. `path` is the pattern of the route, or `unmatched`.
    Attuned,
}

impl From<HttpNames> for Naming {
    fn from(names: HttpNames) -> Self {
        match names {
            HttpNames::OpenTelemetry => Self::Server,
            HttpNames::Attuned => Self::Attuned,
        }
    }
}
