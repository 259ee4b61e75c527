//! The text of labels, built with as few allocations as possible: a sample has new labels each time.

use std::sync::Arc;

/// The length of text that needs no allocation while it is built.
const SHORT: usize = 256;

/// A text that is being built.
pub(super) struct Text {
    short: [u8; SHORT],
    short_len: usize,
    /// The whole text, once it is longer than `short`.
    long: String,
}

impl Text {
    pub(super) const fn new() -> Self {
        Self { short: [0; SHORT], short_len: 0, long: String::new() }
    }

    pub(super) fn push(&mut self, part: &str) {
        let end = self.short_len + part.len();
        if self.long.is_empty() && end <= SHORT {
            self.short[self.short_len..end].copy_from_slice(part.as_bytes());
            self.short_len = end;
            return;
        }
        if self.long.is_empty() {
            self.long = self.short().to_owned();
        }
        self.long.push_str(part);
    }

    pub(super) fn len(&self) -> usize {
        if self.long.is_empty() { self.short_len } else { self.long.len() }
    }

    fn short(&self) -> &str {
        // It is valid, because it consists of whole parts.
        std::str::from_utf8(&self.short[..self.short_len]).unwrap_or_default()
    }

    pub(super) fn shared(self) -> Arc<str> {
        if self.long.is_empty() { self.short().into() } else { self.long.into() }
    }
}

/// The number of ends that need no allocation: those of four labels.
const FEW: usize = 8;

/// Where each name and each value ends.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Ends {
    Few { count: u8, ends: [u16; FEW] },
    Many(Arc<Vec<usize>>),
}

impl Default for Ends {
    fn default() -> Self {
        Self::Few { count: 0, ends: [0; FEW] }
    }
}

impl Ends {
    pub(super) fn push(&mut self, end: usize) {
        match (self, u16::try_from(end)) {
            (Self::Few { count, ends }, Ok(end)) if usize::from(*count) < FEW => {
                ends[usize::from(*count)] = end;
                *count += 1;
            }
            (Self::Many(ends), _) => Arc::make_mut(ends).push(end),
            (few, _) => {
                let before = (0..few.len()).filter_map(|number| few.get(number));
                *few = Self::Many(Arc::new(before.chain([end]).collect()));
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Few { count, .. } => usize::from(*count),
            Self::Many(ends) => ends.len(),
        }
    }

    pub(super) fn get(&self, number: usize) -> Option<usize> {
        match self {
            Self::Few { count, ends } => ends[..usize::from(*count).min(FEW)].get(number).map(|end| usize::from(*end)),
            Self::Many(ends) => ends.get(number).copied(),
        }
    }

    /// Returns the memory of the ends outside this value, in bytes.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Few { .. } => 0,
            Self::Many(ends) => ends.capacity() * size_of::<usize>(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::adapters::metrics::labels::MetricLabels;

    proptest! {
        #[test]
        fn labels_are_as_given(given in prop::collection::vec((".{0,60}", ".{0,80}"), 0..9)) {
            let labels = MetricLabels::new(given.iter().map(|(name, value)| (name, value)));
            let expected: Vec<_> = given.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            prop_assert_eq!(labels.iter().collect::<Vec<_>>(), expected);
            prop_assert_eq!(labels.len(), given.len());
        }
    }

    #[test]
    fn a_value_longer_than_64_kib_is_kept() {
        let long = "x".repeat(70_000);
        let labels = MetricLabels::new([("a", "1"), ("long", long.as_str()), ("b", "2")]);
        assert_eq!(labels.iter().collect::<Vec<_>>(), [("a", "1"), ("long", long.as_str()), ("b", "2")]);
    }
}
