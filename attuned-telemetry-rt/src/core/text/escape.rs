//! Text that comes from outside, as it may stand in a log line, a record or an error message.
//!
//! There is one idea of which characters are dangerous: those that begin a line, that a terminal obeys, or that change how
//! the text around them is displayed.

use std::fmt::{self, Display, Write};

/// Whether a character is written as an escape: control characters, among them those of ANSI escape sequences, line and
/// paragraph separators, zero-width characters, the byte order mark, and what changes the direction of text.
///
/// Source: <https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing>
pub(crate) const fn is_dangerous(letter: char) -> bool {
    matches!(
        letter,
        '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
    )
}

/// Displays a text with every dangerous character as an escape, such as `\n` or `\u{1b}`.
#[cfg(any(feature = "init", feature = "prometheus"))]
pub(crate) struct Escaped<'text>(pub(crate) &'text str);

#[cfg(any(feature = "init", feature = "prometheus"))]
impl Display for Escaped<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        Escaping(formatter).write_str(self.0)
    }
}

/// Writes to another writer, with every dangerous character as an escape.
#[cfg(any(feature = "init", feature = "prometheus"))]
pub(crate) struct Escaping<'writer, W>(pub(crate) &'writer mut W);

#[cfg(any(feature = "init", feature = "prometheus"))]
impl<W: Write> Write for Escaping<'_, W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut plain = 0;
        for (place, letter) in text.char_indices().filter(|(_, letter)| is_dangerous(*letter)) {
            self.0.write_str(&text[plain..place])?;
            write!(self.0, "{}", letter.escape_default())?;
            plain = place + letter.len_utf8();
        }
        self.0.write_str(&text[plain..])
    }
}

/// Escapes the dangerous characters that JSON leaves as they are. There are none outside of its strings.
#[cfg(any(feature = "audit-file", feature = "init"))]
pub(crate) fn json(json: String) -> String {
    // A line feed may stand between two values of JSON, where it is no character of a text.
    let is_raw = |letter: char| letter >= '\u{7f}' && is_dangerous(letter);
    if !json.contains(is_raw) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for letter in json.chars() {
        if is_raw(letter) {
            // Every dangerous character is one UTF-16 unit. Writing to a string cannot fail.
            let _ = write!(escaped, "\\u{:04x}", u32::from(letter));
        } else {
            escaped.push(letter);
        }
    }
    escaped
}

#[cfg(all(test, feature = "init"))]
mod tests {
    use super::*;

    #[test]
    fn what_is_dangerous_is_an_escape_and_everything_else_is_itself() {
        for (text, expected) in [
            ("größe \"1\" \\ 日本語 🦀", "größe \"1\" \\ 日本語 🦀"),
            ("one\ntwo\r\tthree", "one\\ntwo\\r\\tthree"),
            ("\u{1b}[31mred\u{9b}0m\u{7f}", "\\u{1b}[31mred\\u{9b}0m\\u{7f}"),
            ("a\u{2028}b\u{2029}c\u{feff}", "a\\u{2028}b\\u{2029}c\\u{feff}"),
            ("\u{202e}evil\u{2066}\u{200b}\u{61c}", "\\u{202e}evil\\u{2066}\\u{200b}\\u{61c}"),
        ] {
            assert_eq!(Escaped(text).to_string(), expected);
        }
    }

    #[test]
    fn json_means_the_same_when_it_is_escaped() {
        let value = serde_json::json!({ "text\u{9b}": "\u{202e}a\u{2028}b\u{7f}\nc\u{1b}" });
        let escaped = json(value.to_string());
        assert!(!escaped.contains(is_dangerous), "{escaped}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&escaped).ok(), Some(value));
    }
}
