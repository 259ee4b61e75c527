//! JSON as a terminal may see it.

use std::fmt::Write as _;

/// JSON leaves the control characters from U+007F to U+009F as they are, and some terminals obey them. Outside of strings
/// there are none, so each can be written as an escape.
pub(crate) fn escape_controls(json: String) -> String {
    let is_raw = |letter: char| ('\u{7f}'..='\u{9f}').contains(&letter);
    if !json.contains(is_raw) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len());
    for letter in json.chars() {
        if is_raw(letter) {
            // Writing to a string cannot fail.
            let _ = write!(escaped, "\\u{:04x}", u32::from(letter));
        } else {
            escaped.push(letter);
        }
    }
    escaped
}
