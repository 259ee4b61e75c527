//! JSON whose dangerous characters are written as escapes.

use std::fmt::Write as _;

use super::dangerous::is_dangerous;

/// Returns the text as a JSON string.
#[cfg(any(feature = "adapters", feature = "init"))]
pub(crate) fn quoted(text: &str) -> String {
    escaped(serde_json::Value::from(text).to_string())
}

/// Escapes the dangerous characters that JSON leaves as they are. They occur only inside JSON strings.
pub(crate) fn escaped(json: String) -> String {
    // Characters below U+007F are not escaped here: JSON escapes them in strings, and a line feed between values is
    // allowed.
    let is_raw = |letter: char| letter >= '\u{7f}' && is_dangerous(letter);
    if !json.contains(is_raw) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for letter in json.chars() {
        if is_raw(letter) {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(letter);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_json_has_the_same_value() {
        let value = serde_json::json!({ "text\u{9b}": "\u{202e}a\u{2028}b\u{7f}\nc\u{1b}\u{e0041}" });
        let json = escaped(value.to_string());
        assert!(!json.contains(is_dangerous), "{json}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json).ok(), Some(value));
    }
}
