//! The white space that may surround the parts of a header: spaces and tabs.
//!
//! Source: <https://www.rfc-editor.org/rfc/rfc9110#section-5.6.3>

/// Returns the text without the white space around it.
#[inline]
pub(super) fn trimmed(mut text: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] = text {
        text = rest;
    }
    while let [rest @ .., b' ' | b'\t'] = text {
        text = rest;
    }
    text
}
