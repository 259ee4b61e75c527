//! The series of a metric, in a compact layout.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};

use hashbrown::HashTable;

use super::created::{Created, HIGH_BITS};
use super::last_used::LastUsed;
use crate::engine::cells::Range;
use crate::engine::labels::label_sets::INDEX_BITS;
use crate::engine::labels::{LabelName, LabelSet, LabelSets, Pair, ValueBytes, Values, values};

/// The series of a metric: their labels and their cells.
///
/// The place of a series is its index in `series`. The place does not change while the series exists; a later series
/// may reuse it.
///
/// ```text
/// sets     0: (method, path)   1: (method, path, code)
/// series   0: values at 0, set 0   1: values at 11, set 0   …
/// values   3GET6/state4POST6/state…
/// ```
pub(crate) struct SeriesTable {
    /// The label values of all series, in the encoding of [`values`].
    values: String,
    /// The number of bytes in `values` that belong to removed series.
    dead: usize,
    /// The sets of label names.
    sets: LabelSets,
    series: Vec<SeriesSlot>,
    /// The places of removed series.
    vacant: Vec<u32>,
    /// The places of series, by the hash of their labels.
    index: HashTable<u32>,
    hasher: RandomState,
    /// The time of last use of each series. `None` if series do not expire.
    pub(crate) last_used: Option<LastUsed>,
}

/// A series in a [`SeriesTable`].
#[derive(Clone, Copy)]
pub(crate) struct SeriesSlot {
    /// The offset of the label values, in bytes.
    values: u32,
    /// The index of the label set, the high part of the creation time, and the flag [`IS_PLAIN`].
    set: u32,
    /// The first cell, or [`NONE`] if the series was removed.
    pub(crate) first: u32,
    /// The low part of the creation time.
    created: u32,
}

/// The labels of a series.
#[derive(Clone, Copy)]
pub(crate) struct Labels<'table> {
    pub(crate) set: &'table LabelSet,
    values: &'table str,
    /// Whether no value contains a double quote, a backslash or a line feed, so that the text formats need not escape
    /// the values.
    pub(crate) is_plain: bool,
}

/// The value of [`SeriesSlot::first`] for a removed series.
const NONE: u32 = u32::MAX;

/// The flag in [`SeriesSlot`] for [`Labels::is_plain`].
const IS_PLAIN: u32 = 1 << 31;

/// The bits of [`SeriesSlot::set`] that hold the index of the label set.
const INDEX: u32 = (1 << INDEX_BITS) - 1;

// The parts of `SeriesSlot::set` have 32 bits.
const _: () = assert!(INDEX_BITS + HIGH_BITS + 1 == u32::BITS);

impl SeriesSlot {
    const fn set(&self) -> u32 {
        self.set & INDEX
    }

    /// Returns when the series was created.
    pub(crate) fn created(&self) -> Created {
        Created::of_parts((self.set & !IS_PLAIN) >> INDEX_BITS, self.created)
    }
}

impl<'table> Labels<'table> {
    /// Creates labels from encoded values. Formats are fastest if other text follows the values.
    pub(crate) const fn new(set: &'table LabelSet, values: &'table str, is_plain: bool) -> Self {
        Self { set, values, is_plain }
    }

    /// Iterates over the names and values.
    #[inline]
    pub(crate) fn iter(self) -> impl Iterator<Item = (&'table LabelName, &'table str)> {
        self.set.names.iter().zip(Values(self.values))
    }

    /// Returns the encoded values, in the order of the names. The values of other series follow, so the caller must
    /// stop after the last name.
    #[inline]
    pub(crate) const fn value_bytes(self) -> ValueBytes<'table> {
        Values(self.values).bytes()
    }

    fn is(self, pairs: &[Pair<'_>]) -> bool {
        self.set.has_names_of(pairs) && Values(self.values).zip(pairs).all(|(value, pair)| value == pair.value)
    }

    /// Returns the encoded size of the values, in bytes.
    fn size(self) -> usize {
        self.iter().map(|(_, value)| values::size(value)).sum()
    }
}

impl SeriesTable {
    /// Creates an empty table. It tracks the time of last use if `expires` is set.
    pub(crate) fn new(expires: bool) -> Self {
        Self {
            values: String::new(),
            dead: 0,
            sets: LabelSets::default(),
            series: Vec::new(),
            vacant: Vec::new(),
            index: HashTable::new(),
            hasher: RandomState::new(),
            last_used: expires.then(LastUsed::default),
        }
    }

    /// Returns the place of the series with these labels.
    pub(crate) fn find(&self, labels: &[Pair<'_>]) -> Option<u32> {
        let hash = hash(&self.hasher, labels.iter().map(|pair| (pair.identifier, pair.value)));
        self.index.find(hash, |place| self.labels(*place).is_some_and(|known| known.is(labels))).copied()
    }

    /// Returns the series at a place, unless it was removed.
    pub(crate) fn get(&self, place: u32) -> Option<&SeriesSlot> {
        self.series.get(place as usize).filter(|series| series.first != NONE)
    }

    /// Returns the series at a place, unless it was removed or is hidden.
    pub(crate) fn shown(&self, place: u32) -> Option<&SeriesSlot> {
        self.get(place).filter(|_| self.last_used.as_ref().is_none_or(|last_used| last_used.is_shown(place)))
    }

    /// Returns the number of series, hidden ones included.
    pub(crate) fn len(&self) -> usize {
        self.series.len() - self.vacant.len()
    }

    /// Returns the place after the last. There are fewer series than cells, whose number is less than 2<sup>24</sup>.
    pub(crate) fn end(&self) -> u32 {
        u32::try_from(self.series.len()).unwrap_or(u32::MAX)
    }

    /// Returns a series and its labels, unless it was removed or is hidden.
    #[inline]
    pub(crate) fn view(&self, place: u32) -> Option<(&SeriesSlot, Labels<'_>)> {
        let series = self.shown(place)?;
        Some((series, labels(&self.sets, &self.values, series)?))
    }

    /// Returns the labels of a series, unless it was removed.
    #[inline]
    pub(crate) fn labels(&self, place: u32) -> Option<Labels<'_>> {
        self.get(place).and_then(|series| labels(&self.sets, &self.values, series))
    }

    /// Adds a series, and returns its place. The table takes ownership of the cells. `since` is the time on the clock
    /// of [`LastUsed`]. `None` if the label values do not fit into 4 GiB.
    pub(crate) fn add(&mut self, labels: &[Pair<'_>], cells: Range, created: Created, since: u32) -> Option<u32> {
        let place = self.vacant.last().copied().unwrap_or(self.end());
        let start = u32::try_from(self.values.len()).ok()?;
        let size = labels.iter().map(|pair| values::size(pair.value)).sum();
        u32::try_from(self.values.len().checked_add(size)?).ok()?;
        self.reserve(size)?;
        let set = self.sets.add_series(labels)?;
        for pair in labels {
            values::push(&mut self.values, pair.value);
        }
        let is_plain = if labels.iter().all(|pair| is_plain(pair.value)) { IS_PLAIN } else { 0 };
        let set = set | created.high() << INDEX_BITS | is_plain;
        let series = SeriesSlot { values: start, set, first: cells.into_first(), created: created.low() };
        match self.vacant.pop() {
            Some(place) => self.series[place as usize] = series,
            None => self.series.push(series),
        }
        if let Some(last_used) = &mut self.last_used {
            last_used.begin(place, since);
        }
        let Self { values, sets, series, index, hasher, .. } = self;
        let hash_of = |place: &u32| {
            let known = series.get(*place as usize).and_then(|series| self::labels(sets, values, series));
            hash(hasher, known.into_iter().flat_map(Labels::iter).map(|(name, value)| (name.identifier(), value)))
        };
        index.insert_unique(hash_of(&place), place, hash_of);
        Some(place)
    }

    /// Reserves space for one more series with `size` bytes of label values. The capacity grows by an eighth instead of
    /// doubling, to keep unused memory small.
    fn reserve(&mut self, size: usize) -> Option<()> {
        if self.values.capacity() - self.values.len() < size {
            self.values.try_reserve_exact(size.max(self.values.len() / 8)).ok()?;
        }
        if self.series.len() == self.series.capacity() {
            self.series.try_reserve_exact(1 + self.series.len() / 8).ok()?;
        }
        Some(())
    }

    /// Removes a series and returns its first cell. The series must not have handles.
    pub(crate) fn remove(&mut self, place: u32) -> Option<u32> {
        let series = *self.get(place)?;
        let labels = self.labels(place)?;
        let hash = hash(&self.hasher, labels.iter().map(|(name, value)| (name.identifier(), value)));
        self.dead += labels.size();
        if let Ok(entry) = self.index.find_entry(hash, |other| *other == place) {
            entry.remove();
        }
        self.sets.remove_series(series.set());
        self.series[place as usize] = SeriesSlot { values: 0, set: 0, first: NONE, created: 0 };
        self.vacant.push(place);
        if self.dead > self.values.len() / 2 {
            self.compact();
        }
        Some(series.first)
    }

    /// Rewrites the label values without those of removed series.
    fn compact(&mut self) {
        let mut text = String::with_capacity(self.values.len() - self.dead);
        for series in self.series.iter_mut().filter(|series| series.first != NONE) {
            let Some(labels) = labels(&self.sets, &self.values, series) else { continue };
            // The new text is not longer than the old one, whose offsets fit into 32 bits.
            let start = u32::try_from(text.len()).unwrap_or(u32::MAX);
            Values(labels.values).take(labels.set.names.len()).for_each(|value| values::push(&mut text, value));
            series.values = start;
        }
        (self.values, self.dead) = (text, 0);
    }

    /// Removes all series and frees their cells. Each series has `count` cells.
    pub(crate) fn give_back(&mut self, count: u32) {
        self.index.clear();
        let series = self.series.drain(..).filter(|series| series.first != NONE);
        series.for_each(|series| drop(Range::from_first(series.first, count)));
    }
}

#[inline]
fn labels<'table>(sets: &'table LabelSets, text: &'table str, series: &SeriesSlot) -> Option<Labels<'table>> {
    let set = sets.get(series.set())?;
    let values = text.get(series.values as usize..)?;
    Some(Labels { set, values, is_plain: series.set & IS_PLAIN != 0 })
}

/// Hashes labels. Each `write` to the hasher is slow compared with hashing a few bytes more. So the texts are written
/// without separators, and the lengths of the values are combined into one number.
fn hash<'a>(hasher: &RandomState, labels: impl Iterator<Item = (&'a str, &'a str)>) -> u64 {
    let mut hasher = hasher.build_hasher();
    let mut lengths = 0_u64;
    for (identifier, value) in labels {
        hasher.write(identifier.as_bytes());
        hasher.write(value.as_bytes());
        lengths = lengths.wrapping_mul(0x0100_0000_01b3).wrapping_add(value.len() as u64);
    }
    hasher.write_u64(lengths);
    hasher.finish()
}

/// Whether the text formats need not escape a value.
pub(crate) fn is_plain(value: &str) -> bool {
    value.bytes().all(|byte| !matches!(byte, b'\\' | b'"' | b'\n'))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use metrics::Label;

    use super::*;
    use crate::engine::labels::{LabelLimits, with_pairs};

    impl SeriesTable {
        /// Returns the first cell of every series, and checks that each series is found by its labels.
        fn all(&self) -> BTreeMap<Vec<(String, String)>, u32> {
            let series = (0..self.end()).filter_map(|place| Some((place, self.get(place)?)));
            let all: BTreeMap<_, _> = series.map(|(place, series)| (self.owned(place), series.first)).collect();
            for (labels, first) in &all {
                let place = find(self, labels);
                let found = place.and_then(|place| self.get(place)).map(|series| series.first);
                assert_eq!(found, Some(*first), "{labels:?}");
            }
            assert_eq!(all.len(), self.len());
            all
        }

        fn owned(&self, place: u32) -> Vec<(String, String)> {
            let labels = self.labels(place).into_iter().flat_map(Labels::iter);
            labels.map(|(name, value)| (name.original().to_owned(), value.to_owned())).collect()
        }
    }

    fn with<R>(labels: &[(String, String)], scope: impl FnOnce(&[Pair<'_>]) -> R) -> R {
        let labels: Vec<_> = labels.iter().map(|(name, value)| Label::new(name.clone(), value.clone())).collect();
        let limits = LabelLimits { value_bytes: usize::MAX, ..LabelLimits::default() };
        with_pairs(labels.iter(), limits, |pairs, _| scope(pairs))
    }

    fn find(table: &SeriesTable, labels: &[(String, String)]) -> Option<u32> {
        with(labels, |pairs| table.find(pairs))
    }

    /// Returns labels with values of many lengths and several sets of names, including the empty set.
    fn labels(number: usize) -> Vec<(String, String)> {
        let value = |label: usize| "x".repeat(number * label % 131) + &number.to_string();
        (0..number % 4).map(|label| (format!("l.{}", label * (number % 3)), value(label))).collect()
    }

    #[test]
    fn added_and_removed_series_are_found_and_their_text_is_reused() {
        let (mut table, mut model) = (SeriesTable::new(true), BTreeMap::new());
        let (mut longest, mut first) = (0, 0);
        for step in 0..3_000_usize {
            // Adds and removes series in a scattered order.
            let mut name = labels(step * 7_919 % 613);
            name.sort();
            name.dedup_by(|one, other| one.0 == other.0);
            if let Some(place) = find(&table, &name) {
                assert_eq!(table.remove(place), model.remove(&name));
                assert!(find(&table, &name).is_none() && table.get(place).is_none());
            } else {
                first += 1;
                assert!(
                    with(&name, |pairs| table.add(pairs, Range::from_first(first, 0), Created::default(), 0)).is_some()
                );
                model.insert(name, first);
            }
            if step % 50 == 0 {
                assert_eq!(table.all(), model);
            }
            let live: usize = model.keys().flatten().map(|(_, value)| values::size(value)).sum();
            assert!(table.values.len() <= 2 * live + 16, "{} bytes for {live}", table.values.len());
            longest = longest.max(model.len());
        }
        assert_eq!(table.all(), model);
        assert!(table.series.len() <= longest, "vacant places are not reused");
        table.series.clear();
    }
}
