//! Characters of untrusted text that are dangerous in a log line, a record or an error message.
//!
//! A character is dangerous if it begins a line, controls a terminal, changes how the text around it is displayed, or
//! is invisible.

/// Whether a character is written as an escape: control characters, among them those of ANSI escape sequences, line and
/// paragraph separators, characters that change the direction of text, and characters without a shape, such as
/// zero-width spaces, the byte order mark and tags. Variation selectors are not among them: they are part of the
/// character before them.
///
/// Sources: <https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing> and `Default_Ignorable_Code_Point` in
/// <https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt>
pub(crate) const fn is_dangerous(letter: char) -> bool {
    matches!(
        letter,
        '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e00ff}'
            | '\u{e01f0}'..='\u{e0fff}'
    )
}
