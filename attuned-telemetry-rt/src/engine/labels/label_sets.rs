//! The label sets of a metric.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};

use hashbrown::HashTable;

use super::label_set::{LabelName, LabelSet};
use super::pairs::Pair;

/// The label sets of a metric. A set is found by its index, which does not change while the set has series.
#[derive(Debug, Default)]
pub(crate) struct LabelSets {
    sets: Vec<LabelSet>,
    /// The indexes of the sets that have series, by the hash of their names.
    used: HashTable<u32>,
    /// The indexes of the sets without series.
    unused: Vec<u32>,
    hasher: RandomState,
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
        let hash = hash(&self.hasher, labels.iter().map(|pair| pair.identifier));
        let has_names = |index: &u32| self.get(*index).is_some_and(|set| set.has_names_of(labels));
        let index = match self.used.find(hash, has_names) {
            Some(index) => *index,
            None => self.add(labels, hash)?,
        };
        self.sets[index as usize].series += 1;
        Some(index)
    }

    /// Removes a series from a set. The names of a set without series are dropped.
    pub(crate) fn remove_series(&mut self, index: u32) {
        let Some(set) = self.sets.get_mut(index as usize) else { return };
        set.series -= 1;
        if set.series == 0 {
            let hash = hash(&self.hasher, set.names.iter().map(LabelName::identifier));
            set.names = Box::default();
            if let Ok(entry) = self.used.find_entry(hash, |other| *other == index) {
                entry.remove();
            }
            self.unused.push(index);
        }
    }

    /// Adds a set without series, at the index of an unused set if there is one.
    fn add(&mut self, labels: &[Pair<'_>], hash: u64) -> Option<u32> {
        let set = LabelSet::new(self.next_id, labels);
        let index = self.unused.last().copied().or_else(|| u32::try_from(self.sets.len()).ok())?;
        if index >> INDEX_BITS != 0 {
            return None;
        }
        match self.unused.pop() {
            Some(index) => self.sets[index as usize] = set,
            None => self.sets.push(set),
        }
        self.next_id = self.next_id.wrapping_add(1);
        let Self { sets, used, hasher, .. } = self;
        let hash_of = |index: &u32| {
            let names = sets.get(*index as usize).map_or(&[][..], |set| &set.names);
            self::hash(hasher, names.iter().map(LabelName::identifier))
        };
        used.insert_unique(hash, index, hash_of);
        Some(index)
    }
}

/// Hashes the names of labels.
fn hash<'a>(hasher: &RandomState, identifiers: impl Iterator<Item = &'a str>) -> u64 {
    let mut hasher = hasher.build_hasher();
    for identifier in identifiers {
        hasher.write(identifier.as_bytes());
        // No identifier contains this byte.
        hasher.write_u8(0);
    }
    hasher.finish()
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
            assert!(sets.get(0).is_some_and(|set| set.names.is_empty()), "the names are dropped at once");
        }
        assert_eq!((sets.sets.len(), sets.used.len()), (1, 0));
    }

    #[test]
    fn each_label_set_is_found_among_many() {
        let mut sets = LabelSets::default();
        let mut add = |number: u32| {
            let label = Label::new(format!("name{number}"), "x");
            with_pairs([&label].into_iter(), LabelLimits::default(), |pairs, _| sets.add_series(pairs))
        };
        for _ in 0..2 {
            // Looking at each set for each series would take minutes.
            assert!((0..50_000).all(|number| add(number) == Some(number)));
        }
        for number in (0..50_000).step_by(2) {
            (0..2).for_each(|_| sets.remove_series(number));
        }
        assert_eq!((sets.used.len(), sets.unused.len()), (25_000, 25_000));
    }
}
