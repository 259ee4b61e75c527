//! Where requests are sent.
//!
//! Source: <https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp>

use http::uri::{Authority, Scheme, Uri};
use http::{HeaderName, HeaderValue};

use super::fault::{Fault, Reading};
use super::mask::masked_url;
use super::percent::decoded;
use super::rule::Rule;
use crate::export::otlp::encode::writer::base64;
use crate::export::otlp::settings::choices::OtlpProtocol;
use crate::export::otlp::signal::OtlpSignal;

/// Where requests are sent.
#[derive(Clone, Debug)]
pub(in crate::export::otlp::settings) struct Endpoint {
    /// Without user and password. With gRPC, the path is `/`.
    pub(in crate::export::otlp::settings) uri: Uri,
    /// From the user and the password of the URL.
    pub(in crate::export::otlp::settings) authorization: Option<(HeaderName, HeaderValue)>,
    /// The URL without secrets.
    pub(in crate::export::otlp::settings) shown: String,
}

/// How a URL is read.
#[derive(Clone, Copy)]
pub(in crate::export::otlp::settings) struct UrlRule {
    pub(in crate::export::otlp::settings) protocol: OtlpProtocol,
    /// Whether a gRPC endpoint without a scheme is not encrypted.
    pub(in crate::export::otlp::settings) insecure: bool,
    pub(in crate::export::otlp::settings) path: Path,
}

/// What happens with the path of a URL.
#[derive(Clone, Copy)]
pub(in crate::export::otlp::settings) enum Path {
    /// The path of the signal is appended.
    Base(OtlpSignal),
    /// It is kept.
    Full,
}

impl Rule for UrlRule {
    type Value = Endpoint;

    fn read(&self, text: &str) -> Reading<Endpoint> {
        self.endpoint(text).into()
    }

    fn shown(&self, value: &Endpoint) -> String {
        value.shown.clone()
    }
}

impl UrlRule {
    /// Reads a URL.
    pub(in crate::export::otlp::settings) fn endpoint(self, text: &str) -> Result<Endpoint, Fault> {
        let fault = || Fault::new(masked_url(text), self.expected());
        let text = text.trim();
        let url = if self.protocol == OtlpProtocol::Grpc && !text.contains("://") {
            format!("{}://{text}", if self.insecure { "http" } else { "https" })
        } else {
            text.to_owned()
        };
        let parsed: Uri = url.parse().map_err(|_| fault())?;
        let scheme = parsed.scheme_str().map(str::to_ascii_lowercase);
        let scheme = match scheme.as_deref() {
            Some("http") => Scheme::HTTP,
            Some("https") => Scheme::HTTPS,
            _ => return Err(fault()),
        };
        let (user, host) = parsed.authority().and_then(host_and_port).ok_or_else(fault)?;
        let (path, query) = (self.path_of(&parsed), parsed.query());
        let query = query.filter(|_| self.protocol != OtlpProtocol::Grpc);
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        let masked_user = if user.is_some() { "***@" } else { "" };
        Ok(Endpoint {
            uri: format!("{scheme}://{host}{path}{query}").parse().map_err(|_| fault())?,
            authorization: user.map(|user| authorization(user).ok_or_else(fault)).transpose()?,
            shown: masked_url(&format!("{scheme}://{masked_user}{host}{path}{query}")),
        })
    }

    fn path_of(self, url: &Uri) -> String {
        match self.path {
            _ if self.protocol == OtlpProtocol::Grpc => "/".to_owned(),
            Path::Base(signal) => format!("{}/v1/{}", url.path().trim_end_matches('/'), signal.name()),
            Path::Full => url.path().to_owned(),
        }
    }

    fn expected(self) -> &'static str {
        match self.protocol {
            OtlpProtocol::Grpc => {
                "a URL such as `http://localhost:4317`, or a host and a port, such as `collector:4317`"
            }
            _ => "a URL such as `http://localhost:4318` or `https://collector/prefix`",
        }
    }
}

/// Splits `user:password@host:port`. Returns `None` if there is no host, or if the port is not a number.
fn host_and_port(authority: &Authority) -> Option<(Option<&str>, &str)> {
    let (user, host_and_port) = match authority.as_str().rsplit_once('@') {
        Some((user, host_and_port)) => (Some(user), host_and_port),
        None => (None, authority.as_str()),
    };
    let port = host_and_port.strip_prefix(authority.host())?;
    let is_port = |port: &str| port.bytes().all(|letter| letter.is_ascii_digit()) && port.parse::<u16>() != Ok(0);
    let is_valid = match port.strip_prefix(':') {
        Some(port) => is_port(port) && port.parse::<u16>().is_ok(),
        None => port.is_empty(),
    };
    (is_valid && !authority.host().is_empty()).then_some((user, host_and_port))
}

/// Returns the header `Authorization` of `user:password`, which is percent-encoded.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc7617#section-2>
fn authorization(user: &str) -> Option<(HeaderName, HeaderValue)> {
    let (name, password) = user.split_once(':').unwrap_or((user, ""));
    let credentials = format!("{}:{}", decoded(name)?, decoded(password)?);
    let mut value = b"Basic ".to_vec();
    base64::push(&mut value, credentials.as_bytes());
    let mut value = HeaderValue::from_bytes(&value).ok()?;
    value.set_sensitive(true);
    Some((http::header::AUTHORIZATION, value))
}
