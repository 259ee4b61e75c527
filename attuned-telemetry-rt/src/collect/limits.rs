//! The limits of a span, an event and a log record. OpenTelemetry has the same limits of numbers.
//!
//! Source: <https://opentelemetry.io/docs/specs/otel/common/#configurable-parameters>

/// The maximum number of attributes of a span, of an event and of a log record.
pub(crate) const ATTRIBUTES: usize = 128;

/// The maximum number of events of a span.
pub(crate) const EVENTS: usize = 128;

/// The maximum number of links of a span.
pub(crate) const LINKS: usize = 128;

/// The maximum length of all texts of a span or of a log record in bytes, those of its events included.
pub(crate) const TEXT: usize = 64 * 1_024;

/// Returns the longest beginning of a text that has at most `most` bytes.
pub(crate) fn beginning(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let end = (0..=most).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    &text[..end]
}
