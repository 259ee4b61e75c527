//! Shortening of long texts.

use std::borrow::Cow;

/// The mark at the end of a shortened text.
const MARK: char = '…';

/// Returns the text, shortened to at most `most` bytes. A shortened text ends with `…`, after a whole character.
pub(crate) fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most {
        return Cow::Borrowed(text);
    }
    let start = start(text, most.saturating_sub(MARK.len_utf8()));
    Cow::Owned(start.chars().chain([MARK]).collect())
}

/// Returns the whole characters among the first `most` bytes.
pub(crate) fn start(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_end_after_a_whole_character_and_with_a_mark() {
        let shortened = |text| shortened(text, 8).into_owned();
        assert_eq!(["", "abcdefgh", "abcdefghi"].map(shortened), ["", "abcdefgh", "abcde…"]);
        assert_eq!(["äöüß", "äöüßa", "日本語"].map(shortened), ["äöüß", "äö…", "日…"]);
    }
}
