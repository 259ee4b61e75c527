//! Builds requests.

use bytes::{Buf as _, Bytes};
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, HOST, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use http_body_util::Full;

use super::connect::connection::Body;
use super::target::Target;
use crate::delivery::SettingError;
use crate::export::otlp::settings::transport::TransportSettings;

/// Headers of users that would change how a message is framed. They are not sent.
const FRAMING: [&str; 9] = [
    "connection",
    "content-encoding",
    "content-length",
    "expect",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// What all requests of a client have in common.
pub(super) struct Template {
    uri: Uri,
    headers: HeaderMap,
}

impl Template {
    /// Creates the template of requests over HTTP/1.1.
    pub(super) fn http1(
        target: &Target,
        settings: &TransportSettings,
        content: &'static str,
    ) -> Result<Self, SettingError> {
        let error = || SettingError::new("endpoint", target, "a URL with a valid host and path");
        let mut headers = user_headers(settings);
        if !headers.contains_key(HOST) {
            headers.insert(HOST, HeaderValue::from_str(&target.authority()).map_err(|_| error())?);
        }
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content));
        Ok(Self { uri: target.path.parse().map_err(|_| error())?, headers })
    }

    /// Creates a request.
    pub(super) fn request(
        &self,
        encoding: Option<(HeaderName, HeaderValue)>,
        prefix: Bytes,
        message: Bytes,
    ) -> Request<Body> {
        let mut request = Request::new(Full::new(prefix.chain(message)));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        request.headers_mut().extend(encoding);
        request
    }
}

/// The header of a compressed message.
pub(super) fn gzip_over_http() -> (HeaderName, HeaderValue) {
    (CONTENT_ENCODING, HeaderValue::from_static("gzip"))
}

fn user_headers(settings: &TransportSettings) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(USER_AGENT, settings.user_agent.clone());
    for (name, value) in settings.headers.iter().filter(|(name, _)| !FRAMING.contains(&name.as_str())) {
        headers.append(name, value.clone());
    }
    headers
}
