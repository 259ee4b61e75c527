//! Builds requests.

use bytes::{Buf as _, Bytes};
use http::header::{HOST, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method, Request, Uri};
use http_body_util::Full;

use super::protocol::Protocol;
use crate::delivery::SettingError;
use crate::export::otlp::client::connect::connection::{Body, Version};
use crate::export::otlp::client::target::Target;
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
pub(in crate::export::otlp::client) struct Template {
    protocol: Protocol,
    uri: Uri,
    headers: HeaderMap,
}

impl Template {
    pub(in crate::export::otlp::client) fn new(
        protocol: Protocol,
        target: &Target,
        settings: &TransportSettings,
    ) -> Result<Self, SettingError> {
        let mut headers = user_headers(settings);
        let authority = target.authority();
        let uri = match protocol.version() {
            Version::Http1 => {
                // An error is one of the path, too.
                if let (false, Ok(host)) = (headers.contains_key(HOST), HeaderValue::from_str(&authority)) {
                    headers.insert(HOST, host);
                }
                target.path.parse()
            }
            #[cfg(feature = "otlp-grpc")]
            Version::Http2 => {
                headers.remove(HOST);
                format!("{}://{authority}{}", target.scheme(), target.path).parse()
            }
        };
        protocol.add_headers(&mut headers, settings);
        let uri = uri.map_err(|_| SettingError::new("endpoint", target, "a URL with a valid host and path"))?;
        Ok(Self { protocol, uri, headers })
    }

    /// Creates the request that sends a message.
    pub(in crate::export::otlp::client) fn request(&self, message: Bytes, is_compressed: bool) -> Request<Body> {
        let prefix = self.protocol.prefix(is_compressed, message.len());
        let mut request = Request::new(Full::new(prefix.chain(message)));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        if is_compressed {
            request.headers_mut().extend([self.protocol.gzip()]);
        }
        request
    }
}

fn user_headers(settings: &TransportSettings) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(USER_AGENT, settings.user_agent.clone());
    for (name, value) in settings.headers.iter().filter(|(name, _)| !FRAMING.contains(&name.as_str())) {
        headers.append(name, value.clone());
    }
    headers
}
