//! The dotted path of a component. A name may hold any characters, like a map's key, and must neither look like a path
//! nor do anything to whoever shows it.

use std::fmt::Write as _;

/// The path of a part: `store` and `disk` → `store.disk`
pub(crate) fn join(path: &str, name: &str) -> String {
    format!("{path}.{}", segment(name))
}

/// A name as one word of a path. What is neither a letter nor a digit nor plain punctuation is percent-encoded, and so
/// are the dot, which joins the words, and `%` itself: `eu.west` → `eu%2Ewest`
pub(crate) fn segment(name: &str) -> String {
    let mut segment = String::with_capacity(name.len());
    for letter in name.chars() {
        let is_plain = letter.is_alphanumeric() || (letter.is_ascii_graphic() && !matches!(letter, '.' | '%'));
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
