//! Percent encoding of values.
//!
//! Source: <https://www.w3.org/TR/baggage/#value>

use std::borrow::Cow;

/// Whether a byte may be in a value.
pub(super) const fn is_allowed(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x2b | 0x2d..=0x3a | 0x3c..=0x5b | 0x5d..=0x7e)
}

/// Whether a byte is written as it is. `=` is allowed in a value, but some parsers cut the value there.
const fn is_plain(byte: u8) -> bool {
    is_allowed(byte) && !matches!(byte, b'%' | b'=')
}

/// Returns the length of a value after its encoding.
pub(super) fn encoded_length(value: &str) -> usize {
    value.bytes().map(|byte| if is_plain(byte) { 1 } else { 3 }).sum()
}

/// Appends a value with percent encoding.
pub(super) fn encode(value: &str, text: &mut String) {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    for byte in value.bytes() {
        if is_plain(byte) {
            text.push(char::from(byte));
        } else {
            text.extend(['%', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 0x0f)]]);
        }
    }
}

/// Decodes a value. A `%` without two hexadecimal digits stays as it is. Bytes that are not UTF-8 become U+FFFD.
pub(super) fn decoded(value: &[u8]) -> Cow<'_, str> {
    if !value.contains(&b'%') {
        return String::from_utf8_lossy(value);
    }
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some((first, after)) = rest.split_first() {
        match (first, after) {
            (b'%', [upper, lower, after @ ..]) if upper.is_ascii_hexdigit() && lower.is_ascii_hexdigit() => {
                bytes.push(digit(*upper) << 4 | digit(*lower));
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

const fn digit(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => (digit | 0x20) - b'a' + 10,
    }
}
