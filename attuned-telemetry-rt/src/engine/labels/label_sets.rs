//! The label sets of a metric.

use super::label_set::LabelSet;
use super::pairs::Pair;

/// The label sets of a metric. A set is found by its index, which does not change while the set has series.
#[derive(Debug, Default)]
pub(crate) struct LabelSets {
    sets: Vec<LabelSet>,
    /// The id of the next set.
    next_id: u32,
}

/// The number of bits of an index. There are fewer sets than cells, of which there are 2<sup>23</sup>.
pub(crate) const INDEX_BITS: u32 = 23;

impl LabelSets {
    #[inline]
    pub(crate) fn get(&self, index: u32) -> Option<&LabelSet> {
        self.sets.get(index as usize)
    }

    /// Adds a series to the set with the names of these labels, and returns the index of the set, which has
    /// [`INDEX_BITS`]. Returns `None` if there is no such index.
    pub(crate) fn add_series(&mut self, labels: &[Pair<'_>]) -> Option<u32> {
        let known = self.sets.iter().position(|set| set.series > 0 && set.has_names_of(labels));
        let place = known.unwrap_or_else(|| self.add(labels));
        let index = u32::try_from(place).ok().filter(|index| index >> INDEX_BITS == 0)?;
        self.sets[place].series += 1;
        Some(index)
    }

    /// Removes a series from a set.
    pub(crate) fn remove_series(&mut self, index: u32) {
        if let Some(set) = self.sets.get_mut(index as usize) {
            set.series -= 1;
        }
    }

    /// Adds a set without series. It replaces a set that has no series any more, so unused sets do not accumulate.
    fn add(&mut self, labels: &[Pair<'_>]) -> usize {
        let set = LabelSet::new(self.next_id, labels);
        self.next_id = self.next_id.wrapping_add(1);
        if let Some(unused) = self.sets.iter().position(|set| set.series == 0) {
            self.sets[unused] = set;
            unused
        } else {
            self.sets.push(set);
            self.sets.len() - 1
        }
    }
}

#[cfg(test)]
mod tests {
    use metrics::Label;

    use super::*;
    use crate::engine::labels::{LabelLimits, with_pairs};

    #[test]
    fn label_sets_without_series_are_replaced() {
        let mut sets = LabelSets::default();
        for number in 0..1_000 {
            let label = Label::new(format!("name{number}"), "x");
            let index = with_pairs([&label].into_iter(), LabelLimits::default(), |pairs, _| sets.add_series(pairs));
            assert_eq!(index, Some(0));
            assert_eq!(sets.get(0).map(|set| (set.id, set.series)), Some((number, 1)));
            sets.remove_series(0);
        }
    }
}
