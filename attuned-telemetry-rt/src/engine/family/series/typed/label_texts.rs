//! The texts of the labels of a typed counter.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

/// The texts of the values of one label, by the index of the value. A text is known once its value was counted.
pub(super) struct LabelTexts {
    texts: Box<[OnceLock<Text>]>,
    /// The indexes of the values that were counted, by their texts.
    by_text: Mutex<HashMap<&'static str, usize>>,
}

/// The text of a value.
#[derive(Clone, Copy)]
struct Text {
    text: &'static str,
    /// The index of the first value with this text. Values with the same text are one series.
    index: usize,
}

impl LabelTexts {
    /// Creates the texts of a label with `count` values, of which none is known.
    pub(super) fn new(count: usize) -> Self {
        let texts = (0..count).map(|_| OnceLock::new()).collect();
        Self { texts, by_text: Mutex::default() }
    }

    /// Returns the number of values.
    pub(super) fn count(&self) -> usize {
        self.texts.len()
    }

    /// Returns the text of a value, if the value was counted.
    pub(super) fn get(&self, index: usize) -> Option<&'static str> {
        self.texts.get(index)?.get().map(|text| text.text)
    }

    /// Stores the text of a value, and returns the index of the first value with this text. Returns `None` if the index
    /// is not less than the number of values.
    pub(super) fn index(&self, index: usize, text: &'static str) -> Option<usize> {
        let place = self.texts.get(index)?;
        let known = match place.get() {
            Some(known) => *known,
            None => *place.get_or_init(|| Text { text, index: self.first_with(index, text) }),
        };
        Some(known.index)
    }

    fn first_with(&self, index: usize, text: &'static str) -> usize {
        *self.by_text.lock().unwrap_or_else(PoisonError::into_inner).entry(text).or_insert(index)
    }
}
