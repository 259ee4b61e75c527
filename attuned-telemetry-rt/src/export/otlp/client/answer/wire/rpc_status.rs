//! `google.rpc.Status`, which describes an error: the body of an HTTP answer, or the trailer `grpc-status-details-bin`.
//!
//! <https://github.com/googleapis/googleapis/blob/master/google/rpc/status.proto>

use std::time::Duration;

use super::protobuf::{Value, fields};

/// What a server says about an error.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::export::otlp::client) struct RpcStatus {
    pub(in crate::export::otlp::client) message: String,
    /// When the server wants the message again, from `google.rpc.RetryInfo`.
    pub(in crate::export::otlp::client) retry_after: Option<Duration>,
}

/// Reads a status.
pub(in crate::export::otlp::client) fn from_protobuf(bytes: &[u8]) -> Option<RpcStatus> {
    let mut status = RpcStatus::default();
    for field in fields(bytes) {
        match field.ok()? {
            (2, Value::Bytes(message)) => status.message = String::from_utf8_lossy(message).into_owned(),
            (3, Value::Bytes(detail)) => status.retry_after = status.retry_after.or(retry_after(detail)),
            _ => {}
        }
    }
    Some(status)
}

/// Reads `google.protobuf.Any` with a `google.rpc.RetryInfo`.
fn retry_after(any: &[u8]) -> Option<Duration> {
    let mut is_retry_info = false;
    let mut info = None;
    for field in fields(any) {
        match field.ok()? {
            (1, Value::Bytes(url)) => is_retry_info = url.ends_with(b"google.rpc.RetryInfo"),
            (2, Value::Bytes(value)) => info = Some(value),
            _ => {}
        }
    }
    let delay = fields(info.filter(|_| is_retry_info).unwrap_or_default()).find_map(|field| match field.ok()? {
        (1, Value::Bytes(delay)) => Some(delay),
        _ => None,
    });
    is_retry_info.then(|| duration(delay.unwrap_or_default()))
}

/// Reads `google.protobuf.Duration`. A negative duration is zero.
fn duration(bytes: &[u8]) -> Duration {
    let (mut seconds, mut nanoseconds) = (0, 0);
    for field in fields(bytes).flatten() {
        match field {
            (1, Value::Number(number)) => seconds = i64::try_from(number).unwrap_or(0).unsigned_abs(),
            (2, Value::Number(number)) => nanoseconds = u32::try_from(number).unwrap_or(0).min(999_999_999),
            _ => {}
        }
    }
    Duration::new(seconds, nanoseconds)
}

/// Reads the JSON form of a status.
pub(in crate::export::otlp::client) fn from_json(bytes: &[u8]) -> Option<RpcStatus> {
    let document: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    Some(RpcStatus { message: document.get("message")?.as_str()?.to_owned(), retry_after: None })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A field with bytes shorter than 128.
    fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
        [&[number << 3 | 2, u8::try_from(bytes.len()).unwrap_or_default()], bytes].concat()
    }

    fn status(detail_type: &str, delay: &[u8]) -> Vec<u8> {
        let any = [field(1, detail_type.as_bytes()), field(2, &field(1, delay))].concat();
        [vec![0x08, 8], field(2, b"slow down"), field(3, &any)].concat()
    }

    #[test]
    fn the_pause_is_read() {
        let type_url = "type.googleapis.com/google.rpc.RetryInfo";
        let half: &[u8] = &[0x10, 0x80, 0xca, 0xb5, 0xee, 0x01];
        for (delay, expected) in [
            (&[0x08, 3][..], Duration::from_secs(3)),
            (half, Duration::from_millis(500)),
            (&[], Duration::ZERO),
            (&[0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1], Duration::ZERO),
        ] {
            let read = from_protobuf(&status(type_url, delay));
            assert_eq!(read, Some(RpcStatus { message: "slow down".into(), retry_after: Some(expected) }));
        }
        let other = from_protobuf(&status("type.googleapis.com/google.rpc.DebugInfo", &[0x08, 3]));
        assert_eq!(other.and_then(|status| status.retry_after), None);
    }

    #[test]
    fn a_message_is_read_from_json() {
        let read = from_json(br#"{"code":3,"message":"bad"}"#).map(|status| status.message);
        assert_eq!(read.as_deref(), Some("bad"));
        assert_eq!(from_json(b"bad"), None);
        assert_eq!(from_json(br#"{"code":3}"#), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = (from_protobuf(&bytes), from_json(&bytes));
        }
    }
}
