//! The answer of a server.

use bytes::{Buf as _, Bytes};
use http::{HeaderMap, StatusCode};
use http_body_util::BodyExt as _;
use hyper::Response;
use hyper::body::Incoming;

/// Maximum number of bytes that are read of a body.
const LONGEST_BODY: usize = 64 * 1024;

/// The answer of a server.
pub(in crate::export::otlp::client) struct Answer {
    pub(in crate::export::otlp::client) status: StatusCode,
    pub(in crate::export::otlp::client) headers: HeaderMap,
    /// The beginning of the body, if it is longer than 64 KiB.
    pub(in crate::export::otlp::client) body: Bytes,
    #[cfg_attr(not(feature = "otlp-grpc"), expect(dead_code, reason = "HTTP answers have their status in the head"))]
    pub(in crate::export::otlp::client) trailers: HeaderMap,
    /// Whether the body was read to its end.
    pub(in crate::export::otlp::client) is_whole: bool,
}

impl Answer {
    /// Reads an answer.
    pub(in crate::export::otlp::client) async fn read(response: Response<Incoming>) -> hyper::Result<Self> {
        let (head, mut incoming) = response.into_parts();
        let mut body = Vec::new();
        let mut trailers = HeaderMap::new();
        let mut is_whole = true;
        while let Some(frame) = incoming.frame().await {
            match frame?.into_data() {
                Ok(data) => {
                    let taken = data.remaining().min(LONGEST_BODY - body.len());
                    body.extend_from_slice(&data[..taken]);
                    if taken < data.remaining() {
                        is_whole = false;
                        break;
                    }
                }
                Err(frame) => trailers.extend(frame.into_trailers().unwrap_or_default()),
            }
        }
        Ok(Self { status: head.status, headers: head.headers, body: body.into(), trailers, is_whole })
    }

    /// Returns a header as text.
    pub(in crate::export::otlp::client) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Whether the body has a media type, such as `application/json`.
    pub(in crate::export::otlp::client) fn is_of_type(&self, expected: &str) -> bool {
        let found = self.header("content-type").and_then(|value| value.split(';').next()).unwrap_or_default();
        found.trim().eq_ignore_ascii_case(expected)
    }
}
