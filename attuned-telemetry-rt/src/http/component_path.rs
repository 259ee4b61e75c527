//! Dotted paths of components. A name can contain any characters, for example a map's key. They are escaped, so that a
//! name cannot look like a path or contain control characters.

use std::fmt::Write as _;

use crate::core::text::dangerous::is_dangerous;

/// Returns the path of a part: `store` and `disk` → `store.disk`.
pub(crate) fn join(path: &str, name: &str) -> String {
    format!("{path}.{}", segment(name))
}

/// Escapes a name for a path. Visible letters, digits and ASCII punctuation other than `.` and `%` stay; all other
/// characters are percent-encoded: `eu.west` → `eu%2Ewest`.
pub(crate) fn segment(name: &str) -> String {
    let mut segment = String::with_capacity(name.len());
    for letter in name.chars() {
        let is_plain = (letter.is_alphanumeric() && !is_dangerous(letter))
            || (letter.is_ascii_graphic() && !matches!(letter, '.' | '%'));
        if is_plain {
            segment.push(letter);
        } else {
            for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a string cannot fail.
                let _ = write!(segment, "%{byte:02X}");
            }
        }
    }
    segment
}
