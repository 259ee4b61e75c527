//! Text whose dangerous characters are written as escapes.

use std::fmt::{self, Display, Write};

use super::dangerous::is_dangerous;

/// Displays a text with every dangerous character as an escape, such as `\n` or `\u{1b}`.
pub(crate) struct Escaped<'text>(pub(crate) &'text str);

impl Display for Escaped<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        Escaping(formatter).write_str(self.0)
    }
}

/// Writes to another writer, with every dangerous character as an escape.
pub(crate) struct Escaping<'writer, W>(pub(crate) &'writer mut W);

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dangerous_characters_are_escaped_and_others_are_kept() {
        for (text, expected) in [
            ("größe \"1\" \\ 日本語 🦀", "größe \"1\" \\ 日本語 🦀"),
            ("one\ntwo\r\tthree", "one\\ntwo\\r\\tthree"),
            ("\u{1b}[31mred\u{9b}0m\u{7f}", "\\u{1b}[31mred\\u{9b}0m\\u{7f}"),
            ("a\u{2028}b\u{2029}c\u{feff}", "a\\u{2028}b\\u{2029}c\\u{feff}"),
            ("Tag\u{e0041}\u{3164}\u{ad}, ❤\u{fe0f}", "Tag\\u{e0041}\\u{3164}\\u{ad}, ❤\u{fe0f}"),
            ("\u{202e}evil\u{2066}\u{200b}\u{61c}", "\\u{202e}evil\\u{2066}\\u{200b}\\u{61c}"),
        ] {
            assert_eq!(Escaped(text).to_string(), expected);
        }
    }
}
