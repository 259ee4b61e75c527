//! The spans of a server.

use std::net::IpAddr;

use http::header::USER_AGENT;
use http::request::Parts;
use tracing::{Span, field};

use crate::propagation::layers::conventions::exchange::settings::Settings;
use crate::propagation::layers::conventions::metrics::attributes::Attributes;
use crate::propagation::layers::conventions::metrics::naming::Naming;
use crate::propagation::layers::conventions::metrics::target::Target;
use crate::propagation::layers::conventions::request::address::Address;
use crate::propagation::layers::conventions::request::protocol::{HttpVersion, Scheme};

/// What is known of a received request.
pub(crate) struct Received<'a> {
    pub(crate) request: &'a Parts,
    pub(crate) target: &'a Target,
    pub(crate) attributes: &'a Attributes,
    /// The address of the client, and whether it and the header `user-agent` are recorded.
    pub(crate) client: Option<IpAddr>,
    pub(crate) has_client: bool,
}

/// Opens the span of a received request.
pub(crate) fn open(settings: &Settings, received: &Received<'_>) -> Span {
    match settings.naming {
        Naming::Attuned => open_attuned(settings, received),
        Naming::Server | Naming::Client => open_conventional(settings, received),
    }
}

macro_rules! open {
    ($name:literal, $otel_name:expr, $settings:expr, $received:expr) => {{
        let Received { request, target, attributes, client, has_client } = $received;
        let methods = &$settings.methods;
        let server = Address::of_request(&request.uri, &request.headers);
        let agent = request.headers.get(USER_AGENT).filter(|_| *has_client).and_then(|agent| agent.to_str().ok());
        tracing::info_span!(
            target: "attuned_telemetry_rt::propagation::server",
            $name,
            otel.name = $otel_name,
            otel.kind = "server",
            otel.status_code = field::Empty,
            status = field::Empty,
            "error.type" = field::Empty,
            http.request.method = methods.text(attributes.method),
            http.request.method_original = methods.original(attributes.method, &request.method),
            http.route = target.route(),
            http.response.status_code = field::Empty,
            url.scheme = attributes.scheme.map(Scheme::as_str),
            url.path = request.uri.path(),
            url.query = request.uri.query().map(|query| $settings.sensitive.redact(query)).as_deref(),
            network.protocol.version = attributes.version.map(HttpVersion::as_str),
            server.address = server.map(|server| server.host),
            server.port = server.and_then(|server| server.port),
            client.address = client.filter(|_| *has_client).map(|client| client.to_string()).as_deref(),
            user_agent.original = agent,
        )
    }};
}

/// The span is `{method} {route}` or, without a route, `{method}`.
fn open_conventional(settings: &Settings, received: &Received<'_>) -> Span {
    let name = || {
        let method = settings.methods.in_span_names(received.attributes.method);
        received.target.route().map_or_else(|| method.to_owned(), |route| format!("{method} {route}"))
    };
    open!(
        "http.server.request",
        received.target.span_name(received.attributes.method, &settings.methods, name),
        settings,
        received
    )
}

/// The span is `attuned.http.{endpoint}`.
fn open_attuned(settings: &Settings, received: &Received<'_>) -> Span {
    let name = || received.target.route().map_or_else(|| "attuned.http".to_owned(), endpoint);
    open!(
        "attuned.http",
        received.target.span_name(received.attributes.method, &settings.methods, name),
        settings,
        received
    )
}

/// Returns the name of an endpoint: the fixed parts of its route. `/state/{user}` is `attuned.http.state`.
fn endpoint(route: &str) -> String {
    let is_fixed = |part: &&str| !part.is_empty() && !part.starts_with([':', '*']) && !part.contains('{');
    let parts: Vec<_> = route.split('/').filter(is_fixed).collect();
    if parts.is_empty() { "attuned.http.root".to_owned() } else { format!("attuned.http.{}", parts.join(".")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoint_is_the_fixed_part_of_a_route() {
        for (route, expected) in [
            ("/state", "attuned.http.state"),
            ("/state/{user}", "attuned.http.state"),
            ("/state/{user}/history", "attuned.http.state.history"),
            ("/files/{*path}", "attuned.http.files"),
            ("/state/:user", "attuned.http.state"),
            ("/", "attuned.http.root"),
            ("/{user}", "attuned.http.root"),
        ] {
            assert_eq!(endpoint(route), expected, "{route}");
        }
    }
}
