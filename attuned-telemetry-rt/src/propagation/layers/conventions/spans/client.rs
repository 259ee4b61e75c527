//! The spans of a client.

use http::{Method, Uri};
use tracing::{Span, field};

use crate::propagation::layers::conventions::exchange::settings::Settings;
use crate::propagation::layers::conventions::request::address::Address;
use crate::propagation::layers::conventions::request::known_methods::MethodIndex;

/// Opens the span of a request that this process sends.
pub(crate) fn open(
    settings: &Settings,
    index: MethodIndex,
    method: &Method,
    uri: &Uri,
    server: Option<Address<'_>>,
) -> Span {
    let Settings { methods, sensitive, .. } = settings;
    tracing::info_span!(
        target: "attuned_telemetry_rt::propagation::client",
        "http.client.request",
        otel.name = methods.in_span_names(index),
        otel.kind = "client",
        otel.status_code = field::Empty,
        status = field::Empty,
        "error.type" = field::Empty,
        http.request.method = methods.text(index),
        http.request.method_original = methods.original(index, method),
        http.response.status_code = field::Empty,
        network.protocol.version = field::Empty,
        server.address = server.map(|server| server.host),
        server.port = server.and_then(|server| server.port),
        url.full = sensitive.redact_url(uri).as_str(),
    )
}
