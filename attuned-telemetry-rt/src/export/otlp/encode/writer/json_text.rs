//! Texts in JSON.

/// Appends a text in quotes. Quotation marks, backslashes and control characters are escaped.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc8259#section-7>
pub(super) fn push(json: &mut Vec<u8>, text: &str) {
    json.push(b'"');
    let mut rest = text.as_bytes();
    while let Some(place) = rest.iter().position(|byte| must_be_escaped(*byte)) {
        json.extend_from_slice(&rest[..place]);
        push_escaped(json, rest[place]);
        rest = &rest[place + 1..];
    }
    json.extend_from_slice(rest);
    json.push(b'"');
}

#[inline]
const fn must_be_escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

fn push_escaped(json: &mut Vec<u8>, byte: u8) {
    match byte {
        b'"' | b'\\' => json.extend_from_slice(&[b'\\', byte]),
        b'\n' => json.extend_from_slice(b"\\n"),
        b'\r' => json.extend_from_slice(b"\\r"),
        b'\t' => json.extend_from_slice(b"\\t"),
        _ => {
            json.extend_from_slice(b"\\u");
            push_hexadecimal(json, &[0, byte]);
        }
    }
}

/// Appends bytes as lowercase hexadecimal digits.
pub(super) fn push_hexadecimal(json: &mut Vec<u8>, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for byte in bytes {
        json.extend_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 0xf)]]);
    }
}
