//! The names of the metrics and their labels.

use metrics::{Key, Label, SharedString};

use super::attributes::Attributes;
use super::place::Place;
use crate::propagation::layers::conventions::request::known_methods::KnownMethods;
use crate::propagation::layers::conventions::request::protocol::Scheme;

/// The names of the metrics and their labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// Those of OpenTelemetry, for a server.
    Server,
    /// Those of OpenTelemetry, for a client.
    Client,
    /// Those of this project, for a server.
    Attuned,
}

/// The `path` of a request without a route, because Prometheus treats an empty label as a missing one.
const UNMATCHED: &str = "unmatched";

impl Naming {
    /// Returns the name and the description of the histogram of durations.
    pub(crate) const fn duration(self) -> (&'static str, &'static str) {
        match self {
            Self::Server => ("http.server.request.duration", "Duration of HTTP server requests, in seconds."),
            Self::Client => ("http.client.request.duration", "Duration of HTTP client requests, in seconds."),
            Self::Attuned => ("attuned_http_request_duration_seconds", "Duration of HTTP requests, in seconds."),
        }
    }

    /// Returns the name and the description of the gauge of active requests, if there is one.
    pub(crate) const fn active(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Server => Some(("http.server.active_requests", "HTTP server requests in flight.")),
            Self::Client => None,
            Self::Attuned => Some(("attuned_http_request_in_flight", "HTTP requests in flight.")),
        }
    }

    /// Returns the attributes that become labels, without the others.
    pub(crate) const fn relevant(self, attributes: Attributes) -> Attributes {
        match self {
            Self::Server => attributes,
            Self::Client => Attributes { scheme: None, ..attributes },
            Self::Attuned => Attributes::new(attributes.method, None, None),
        }
    }

    /// Returns the key of a series of the histogram.
    pub(crate) fn duration_key(self, attributes: &Attributes, place: &Place, methods: &KnownMethods) -> Key {
        let method = methods.name(attributes.method);
        let labels = match self {
            Self::Server | Self::Client => conventional(attributes, place, method),
            Self::Attuned => vec![Label::new("method", method), Label::new("path", path(place))],
        };
        Key::from_parts(self.duration().0, labels)
    }

    /// Returns the key of a series of the gauge.
    pub(crate) fn active_key(self, method: SharedString, scheme: Scheme) -> Option<Key> {
        let (name, _) = self.active()?;
        let labels = match self {
            Self::Attuned => vec![Label::new("method", method)],
            _ => {
                vec![Label::new("http.request.method", method), Label::from_static_parts("url.scheme", scheme.as_str())]
            }
        };
        Some(Key::from_parts(name, labels))
    }
}

/// The labels of OpenTelemetry's conventions, and `status` of a cancelled request.
fn conventional(attributes: &Attributes, place: &Place, method: SharedString) -> Vec<Label> {
    let mut labels = vec![Label::new("http.request.method", method)];
    match place {
        Place::Unknown => {}
        Place::Route(route) => labels.push(Label::new("http.route", route.clone())),
        Place::Server(host, port) => {
            labels.push(Label::new("server.address", host.clone()));
            labels.extend(port.map(|port| Label::new("server.port", port.to_string())));
        }
    }
    let status = attributes.status.map(|status| Label::new("http.response.status_code", status.to_string()));
    let error = attributes.error_type().map(|error| Label::new("error.type", error));
    let scheme = attributes.scheme.map(|scheme| Label::from_static_parts("url.scheme", scheme.as_str()));
    let version =
        attributes.version.map(|version| Label::from_static_parts("network.protocol.version", version.as_str()));
    let cancelled = attributes.is_cancelled.then(|| Label::from_static_parts("status", "cancelled"));
    labels.extend([status, error, scheme, version, cancelled].into_iter().flatten());
    labels
}

fn path(place: &Place) -> SharedString {
    match place {
        Place::Route(route) => route.clone(),
        _ => SharedString::const_str(UNMATCHED),
    }
}
