//! The limits of one span, event or log record.

/// The limits of one span, event or log record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ItemLimits {
    /// The maximum number of attributes.
    pub(in crate::collect) attributes: usize,
    /// The maximum length of a value, in characters.
    pub(in crate::collect) value_length: usize,
    /// Fields that are not sent as attributes, so they have no limits.
    pub(in crate::collect) exempt: &'static [&'static str],
}

impl ItemLimits {
    /// No limits but those of memory.
    pub(in crate::collect) const NONE: Self = Self { attributes: usize::MAX, value_length: usize::MAX, exempt: &[] };

    /// Whether a field has no limits.
    #[cold]
    pub(in crate::collect) fn is_exempt(&self, name: &str) -> bool {
        self.exempt.contains(&name)
    }

    /// Returns the maximum length of the value of a field, in characters.
    #[inline]
    pub(in crate::collect) fn length_of(&self, name: &str) -> usize {
        if self.value_length == usize::MAX || self.is_exempt(name) { usize::MAX } else { self.value_length }
    }
}

/// Returns the longest beginning of a text that has at most `most` bytes.
pub(in crate::collect) fn beginning(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let end = (0..=most).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    &text[..end]
}

/// Returns the longest beginning of a text that has at most `most` characters.
#[inline]
pub(in crate::collect) fn characters(text: &str, most: usize) -> &str {
    // A character has at least one byte.
    if text.len() <= most {
        return text;
    }
    text.char_indices().nth(most).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters() {
        assert_eq!((beginning("aäb", 2), beginning("aäb", 3), beginning("aäb", 4)), ("a", "aä", "aäb"));
        assert_eq!((characters("aäb", 0), characters("aäb", 2), characters("aäb", 3)), ("", "aä", "aäb"));
    }
}
