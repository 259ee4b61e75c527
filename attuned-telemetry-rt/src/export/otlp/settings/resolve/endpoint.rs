//! Where a signal is sent.

use http::Uri;

use super::reader::{Found, Reader};
use crate::export::otlp::settings::choices::{Named as _, OtlpProtocol};
use crate::export::otlp::settings::config::OtlpConfig;
use crate::export::otlp::settings::environment::{ATTUNED_ENDPOINT, ENDPOINT};
use crate::export::otlp::settings::report::OtlpSource;
use crate::export::otlp::settings::values::{Endpoint, Given, Path, UrlRule};
use crate::export::otlp::signal::OtlpSignal;

/// Returns where a signal is sent.
pub(super) fn endpoint(
    reader: &mut Reader<'_>,
    config: &OtlpConfig,
    signal: OtlpSignal,
    (protocol, insecure): (OtlpProtocol, bool),
) -> Endpoint {
    let field = format!("{}.endpoint", signal.name());
    let full = UrlRule { protocol, insecure, path: Path::Full };
    let base = UrlRule { path: Path::Base(signal), ..full };
    let own = config.of(signal).transport.endpoint.as_deref();
    let code = own.map(|url| Given { field: field.clone(), value: full.endpoint(url) });
    let general = config.general.endpoint.as_deref();
    let code = code.or_else(|| general.map(|url| Given { field: "endpoint".to_owned(), value: base.endpoint(url) }));
    let found: Option<Found<Endpoint>> = reader
        .code(code)
        .or_else(|| reader.variable(ATTUNED_ENDPOINT, &base))
        .or_else(|| reader.variable(ENDPOINT.own(signal), &full))
        .or_else(|| reader.variable(ENDPOINT.general, &base));
    let (endpoint, source) = found.unwrap_or_else(|| (default(protocol, signal), OtlpSource::Default));
    reader.record(&field, endpoint.shown.clone(), source);
    let field = if own.is_some() { &*field } else { "endpoint" };
    for message in suspicions(&endpoint, protocol, signal) {
        reader.suspicious(field, source, &message);
    }
    endpoint
}

fn default(protocol: OtlpProtocol, signal: OtlpSignal) -> Endpoint {
    let url = match (protocol, signal) {
        (OtlpProtocol::Grpc, _) => "http://localhost:4317/",
        (_, OtlpSignal::Traces) => "http://localhost:4318/v1/traces",
        (_, OtlpSignal::Metrics) => "http://localhost:4318/v1/metrics",
        (_, OtlpSignal::Logs) => "http://localhost:4318/v1/logs",
    };
    Endpoint { uri: Uri::from_static(url), authorization: None, shown: url.trim_end_matches('/').to_owned() }
}

/// What is probably a mistake in a URL.
fn suspicions(endpoint: &Endpoint, protocol: OtlpProtocol, signal: OtlpSignal) -> Vec<String> {
    let mut messages = Vec::new();
    let (name, port) = (protocol.name(), endpoint.uri.port_u16());
    match (protocol, port) {
        (OtlpProtocol::Grpc, Some(4318)) => messages.push(format!(
            "collectors usually accept HTTP on port 4318, but the protocol is `{name}`: use port 4317, or the protocol `http/protobuf`"
        )),
        (OtlpProtocol::HttpProtobuf | OtlpProtocol::HttpJson, Some(4317)) => messages.push(format!(
            "collectors usually accept gRPC on port 4317, but the protocol is `{name}`: use port 4318, or the protocol `grpc`"
        )),
        _ => {}
    }
    let path = endpoint.uri.path();
    if OtlpSignal::ALL.iter().any(|own| path.ends_with(&format!("/v1/{}/v1/{}", own.name(), signal.name()))) {
        messages.push(
            "the paths of the signals are appended to this URL, so it should not end with one of them".to_owned(),
        );
    }
    if protocol != OtlpProtocol::Grpc && path == "/" {
        let path = signal.name();
        messages.push(format!(
            "no path is appended to the URL of a signal, so requests are sent to the path `/`: collectors expect `/v1/{path}`"
        ));
    }
    messages
}
