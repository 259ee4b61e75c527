//! A member of the header `tracestate`: `key=value`.

use std::str::from_utf8;

use super::limits::PART;

/// Returns the key and the value of a member without white space around it, or `None` if the member is not valid.
///
/// Source: <https://www.w3.org/TR/trace-context-2/#list-members>
pub(super) fn parsed(member: &[u8]) -> Option<(&str, &str)> {
    let equals = member.iter().position(|byte| *byte == b'=')?;
    let (key, value) = (&member[..equals], &member[equals + 1..]);
    if !is_key(key) || !is_value(value) {
        return None;
    }
    Some((from_utf8(key).ok()?, from_utf8(value).ok()?))
}

fn is_key(key: &[u8]) -> bool {
    let is_first = |byte: &u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9');
    let is_inner = |byte: &u8| is_first(byte) || matches!(byte, b'_' | b'-' | b'*' | b'/' | b'@');
    key.len() <= PART && key.first().is_some_and(is_first) && key.iter().all(is_inner)
}

/// White space at the end of a value is removed before, so the value only ends with a space if it is empty.
fn is_value(value: &[u8]) -> bool {
    let is_allowed = |byte: &u8| matches!(byte, b' '..=b'~') && !matches!(byte, b',' | b'=');
    !value.is_empty() && value.len() <= PART && value.iter().all(is_allowed)
}
