//! The answer to a request.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

/// The answer to a request.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) trailers: Option<HeaderMap>,
    /// Whether the collector takes the message, or a part of it.
    pub(super) is_acceptance: bool,
}

/// Returns headers or trailers.
pub(super) fn fields<'text>(fields: impl IntoIterator<Item = (&'static str, &'text str)>) -> HeaderMap {
    let pair = |(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
    fields.into_iter().map(pair).collect()
}

/// Returns `Export…ServiceResponse` with a partial success, as protobuf.
pub(super) fn partial_success(rejected: u64, message: &str) -> Vec<u8> {
    let mut partial = vec![0x08];
    varint(rejected, &mut partial);
    bytes(0x12, message.as_bytes(), &mut partial);
    let mut response = Vec::new();
    bytes(0x0a, &partial, &mut response);
    response
}

/// Writes a field of bytes.
pub(super) fn bytes(tag: u8, value: &[u8], into: &mut Vec<u8>) {
    into.push(tag);
    varint(value.len() as u64, into);
    into.extend(value);
}

/// Writes a number.
pub(super) fn varint(mut number: u64, into: &mut Vec<u8>) {
    while number >= 0x80 {
        into.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    into.push(number.to_le_bytes()[0]);
}
