//! Limits of attributes.

use crate::collect::AttributeValue;

/// The limits of a list of attributes.
#[derive(Clone, Copy)]
pub(crate) struct AttributeLimits {
    /// The maximum number of attributes.
    pub(crate) count: usize,
    /// The maximum length of a text, in characters.
    pub(crate) length: Option<usize>,
}

/// Applies limits to one list of attributes.
pub(crate) struct Limited {
    left: usize,
    length: Option<usize>,
    /// How many attributes were left out.
    pub(crate) dropped: u32,
}

impl AttributeLimits {
    pub(crate) const fn start(self) -> Limited {
        Limited { left: self.count, length: self.length, dropped: 0 }
    }
}

impl Limited {
    /// Returns the value of the next attribute as it is sent, or `None` if it is left out.
    #[inline]
    pub(crate) fn next<'text>(&mut self, value: AttributeValue<'text>) -> Option<AttributeValue<'text>> {
        let Some(left) = self.left.checked_sub(1) else {
            self.dropped += 1;
            return None;
        };
        self.left = left;
        match (value, self.length) {
            (AttributeValue::Text(text), Some(length)) => Some(AttributeValue::Text(shortened(text, length))),
            _ => Some(value),
        }
    }
}

/// Returns the first characters of a text.
fn shortened(text: &str, characters: usize) -> &str {
    if text.len() <= characters {
        return text;
    }
    text.char_indices().nth(characters).map_or(text, |(end, _)| &text[..end])
}
