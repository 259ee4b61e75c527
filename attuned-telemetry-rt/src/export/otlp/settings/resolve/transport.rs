//! How a signal is sent.

use std::time::Duration;

use http::HeaderValue;
use http::header::{AUTHORIZATION, USER_AGENT};

use super::endpoint::endpoint;
use super::identity::identity;
use super::reader::{Reader, given};
use crate::export::otlp::settings::choices::{Named as _, OtlpCompression, OtlpProtocol};
use crate::export::otlp::settings::config::OtlpConfig;
use crate::export::otlp::settings::environment::{COMPRESSION, HEADERS, INSECURE, PROTOCOL, TIMEOUT};
use crate::export::otlp::settings::transport::TransportSettings;
use crate::export::otlp::settings::values::{
    Choice, Fault, Flag, Given, HeaderRule, Headers, Milliseconds, Reading, Rule, headers_of_code,
};
use crate::export::otlp::signal::OtlpSignal;

/// The product of requests. A part of it is named as OpenTelemetry's specification demands it.
///
/// Source: <https://opentelemetry.io/docs/specs/otel/protocol/exporter/#user-agent>
const PRODUCT: &str =
    concat!("attuned-telemetry/", env!("CARGO_PKG_VERSION"), " OTel-OTLP-Exporter-Rust/", env!("CARGO_PKG_VERSION"));

/// Returns how a signal is sent.
pub(super) fn transport(reader: &mut Reader<'_>, config: &OtlpConfig, signal: OtlpSignal) -> TransportSettings {
    let (own, general) = (&config.of(signal).transport, &config.general);
    let field = |option: &str| format!("{}.{option}", signal.name());
    let code = given(&ProtocolRule, [(field("protocol"), own.protocol), ("protocol".into(), general.protocol)]);
    let default = OtlpProtocol::default();
    let (protocol, _) = reader.setting(&field("protocol"), code, &PROTOCOL.of(signal), &ProtocolRule, default);

    let insecure = protocol == OtlpProtocol::Grpc && insecure(reader, config, signal);
    let endpoint = endpoint(reader, config, signal, (protocol, insecure));

    let code = own.headers.as_ref().map(|headers| (field("headers"), headers));
    let code = code.or_else(|| general.headers.as_ref().map(|headers| ("headers".to_owned(), headers)));
    let code = code.map(|(field, headers)| Given { field, value: headers_of_code(headers) });
    let (mut headers, _) = reader.setting(&field("headers"), code, &HEADERS.of(signal), &HeaderRule, Headers::new());

    let rule = Milliseconds::Timeout;
    let code = given(&rule, [(field("timeout"), own.timeout), ("timeout".into(), general.timeout)]);
    let (timeout, _) = reader.setting(&field("timeout"), code, &TIMEOUT.of(signal), &rule, Duration::from_secs(10));

    let rule = Choice::new();
    let code = given(&rule, [(field("compression"), own.compression), ("compression".into(), general.compression)]);
    let default = OtlpCompression::default();
    let (compression, _) = reader.setting(&field("compression"), code, &COMPRESSION.of(signal), &rule, default);

    let user_agent = user_agent(&mut headers);
    if !headers.iter().any(|(name, _)| name == AUTHORIZATION) {
        headers.extend(endpoint.authorization);
    }
    let tls = identity(reader, config, signal);
    TransportSettings { endpoint: endpoint.uri, protocol, headers, timeout, compression, tls, user_agent }
}

fn insecure(reader: &mut Reader<'_>, config: &OtlpConfig, signal: OtlpSignal) -> bool {
    let (own, general) = (&config.of(signal).transport, &config.general);
    let field = format!("{}.insecure", signal.name());
    let code = given(&Flag, [(field.clone(), own.insecure), ("insecure".into(), general.insecure)]);
    reader.setting(&field, code, &INSECURE.of(signal), &Flag, false).0
}

/// Takes a header `User-Agent`: it stands in front of the product.
fn user_agent(headers: &mut Headers) -> HeaderValue {
    let default = HeaderValue::from_static(PRODUCT);
    let Some(place) = headers.iter().position(|(name, _)| name == USER_AGENT) else { return default };
    let (_, own) = headers.remove(place);
    let bytes = [own.as_bytes(), b" ", PRODUCT.as_bytes()].concat();
    HeaderValue::from_bytes(&bytes).unwrap_or(default)
}

/// A protocol that is compiled in.
struct ProtocolRule;

impl Rule for ProtocolRule {
    type Value = OtlpProtocol;

    fn read(&self, text: &str) -> Reading<OtlpProtocol> {
        let Reading { value, faults } = Choice::new().read(text);
        match value {
            Some(protocol) => self.check(protocol).into(),
            None => Reading { value, faults },
        }
    }

    fn check(&self, value: OtlpProtocol) -> Result<OtlpProtocol, Fault> {
        if value == OtlpProtocol::Grpc && cfg!(not(feature = "otlp-grpc")) {
            let expected = "`http/protobuf` or `http/json`, because the feature `otlp-grpc` is not enabled";
            return Err(Fault::new("grpc", expected));
        }
        Ok(value)
    }

    fn shown(&self, value: &OtlpProtocol) -> String {
        value.name().to_owned()
    }
}
