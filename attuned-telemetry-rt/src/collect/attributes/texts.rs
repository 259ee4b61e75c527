//! Texts in one piece of memory.

use std::fmt::{self, Write};

use crate::collect::limits::item_limits::{beginning, characters};

/// The place of a text among the [texts](Texts).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TextRange {
    start: u32,
    end: u32,
}

/// Texts, one after the other.
#[derive(Debug, Default)]
pub(crate) struct Texts(pub(super) String);

impl Texts {
    pub(crate) fn add(&mut self, text: &str) -> TextRange {
        let start = index(self.0.len());
        self.0.push_str(text);
        TextRange { start, end: index(self.0.len()) }
    }

    /// Adds a text that is written. What exceeds a number of bytes or of characters is dropped.
    pub(crate) fn add_written(
        &mut self,
        (rest, characters): (usize, usize),
        write: impl FnOnce(&mut Limited<'_>),
    ) -> TextRange {
        let start = index(self.0.len());
        write(&mut Limited { text: &mut self.0, rest, characters });
        TextRange { start, end: index(self.0.len()) }
    }

    pub(crate) fn get(&self, range: TextRange) -> &str {
        self.0.get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    /// Returns the number of bytes of all texts.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// Writes at most a number of bytes, and of characters. The rest is dropped, without an error.
pub(crate) struct Limited<'text> {
    text: &'text mut String,
    rest: usize,
    characters: usize,
}

impl Write for Limited<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let shown = beginning(characters(text, self.characters), self.rest);
        self.text.push_str(shown);
        if self.characters != usize::MAX {
            self.characters -= shown.chars().count();
        }
        // After a text that was cut, nothing follows.
        self.rest = if shown.len() < text.len() { 0 } else { self.rest - shown.len() };
        Ok(())
    }
}

/// Returns an index or a length in memory that is bounded far below 4 GiB.
pub(crate) fn index(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
