//! The answer to an export: whether the server rejected a part of it.
//!
//! <https://opentelemetry.io/docs/specs/otlp/#partial-success>: the answers of all signals have the same form.

use super::protobuf::{Malformed, Value, fields};

/// What the server says about a message that it accepted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::export::otlp::client) struct PartialSuccess {
    /// The number of items that it rejected.
    pub(in crate::export::otlp::client) rejected: u64,
    /// Why, or a warning if it rejected nothing.
    pub(in crate::export::otlp::client) message: String,
}

/// Reads `ExportTraceServiceResponse`, `ExportMetricsServiceResponse` or `ExportLogsServiceResponse`.
pub(in crate::export::otlp::client) fn from_protobuf(bytes: &[u8]) -> Option<PartialSuccess> {
    let mut partial = PartialSuccess::default();
    for field in fields(bytes) {
        if let (1, Value::Bytes(bytes)) = field.ok()? {
            read(bytes, &mut partial).ok()?;
        }
    }
    Some(partial)
}

/// Reads `Export…PartialSuccess`.
fn read(bytes: &[u8], partial: &mut PartialSuccess) -> Result<(), Malformed> {
    for field in fields(bytes) {
        match field? {
            (1, Value::Number(rejected)) => partial.rejected = if rejected > i64::MAX as u64 { 0 } else { rejected },
            (2, Value::Bytes(message)) => partial.message = String::from_utf8_lossy(message).into_owned(),
            _ => {}
        }
    }
    Ok(())
}

/// Reads the JSON form of the same messages. A number of 64 bits is a string in it; a number is accepted, too.
pub(in crate::export::otlp::client) fn from_json(bytes: &[u8]) -> Option<PartialSuccess> {
    let document: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    let answer = document.as_object()?;
    let Some(partial) = answer.get("partialSuccess").or_else(|| answer.get("partial_success")) else {
        return Some(PartialSuccess::default());
    };
    let text = |names: &[&str]| names.iter().find_map(|name| partial.get(name)?.as_str());
    let rejected = REJECTED.iter().find_map(|name| number(partial.get(name)?)).unwrap_or_default();
    Some(PartialSuccess { rejected, message: text(&["errorMessage", "error_message"]).unwrap_or_default().to_owned() })
}

const REJECTED: [&str; 6] = [
    "rejectedSpans",
    "rejectedDataPoints",
    "rejectedLogRecords",
    "rejected_spans",
    "rejected_data_points",
    "rejected_log_records",
];

fn number(value: &serde_json::Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn partial(rejected: u64, message: &str) -> PartialSuccess {
        PartialSuccess { rejected, message: message.to_owned() }
    }

    #[test]
    fn rejected_items_and_message_are_read_from_protobuf() {
        assert_eq!(from_protobuf(&[]), Some(partial(0, "")));
        assert_eq!(from_protobuf(&[0x0a, 0]), Some(partial(0, "")));
        assert_eq!(from_protobuf(&[0x0a, 2, 0x08, 7]), Some(partial(7, "")));
        assert_eq!(from_protobuf(&[0x0a, 6, 0x08, 2, 0x12, 2, b'n', b'o']), Some(partial(2, "no")));
        assert_eq!(from_protobuf(&[0x0a, 4, 0x12, 2, b'n', b'o']), Some(partial(0, "no")));
        // -1
        let negative = [&[0x0a, 11, 0x08][..], &[0xff; 9], &[1]].concat();
        assert_eq!(from_protobuf(&negative), Some(partial(0, "")));
        assert_eq!(from_protobuf(b"<html>"), None);
    }

    #[test]
    fn rejected_items_and_message_are_read_from_json() {
        assert_eq!(from_json(b"{}"), Some(partial(0, "")));
        assert_eq!(from_json(br#"{"partialSuccess":{}}"#), Some(partial(0, "")));
        for name in REJECTED {
            for number in ["3", "\"3\""] {
                let text = format!(r#"{{"partialSuccess":{{"{name}":{number},"errorMessage":"old"}}}}"#);
                assert_eq!(from_json(text.as_bytes()), Some(partial(3, "old")), "{text}");
            }
        }
        assert_eq!(from_json(br#"{"partialSuccess":{"rejectedSpans":-1}}"#), Some(partial(0, "")));
        assert_eq!(from_json(b"<html>"), None);
        assert_eq!(from_json(b"[]"), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = (from_protobuf(&bytes), from_json(&bytes));
        }
    }
}
