//! Characters of untrusted text that are dangerous in a log line, a record or an error message.
//!
//! A character is dangerous if it begins a line, controls a terminal, or changes how the text around it is displayed.

/// Whether a character is written as an escape: control characters, among them those of ANSI escape sequences, line and
/// paragraph separators, zero-width characters, the byte order mark, and characters that change the direction of text.
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
