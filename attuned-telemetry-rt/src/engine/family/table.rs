//! The series of one metric, in few bytes each.

use std::hash::{BuildHasher as _, RandomState};

use hashbrown::HashTable;

use super::last_used::LastUsed;
use crate::engine::cells::Range;

/// The series of one metric: their labels as one text, and where each counts.
pub(crate) struct SeriesTable {
    /// The labels of all series, as they are shown, behind each other.
    text: String,
    /// How much of the text is no series' any more.
    dead: usize,
    series: Vec<SeriesSlot>,
    /// The places of series that are gone.
    vacant: Vec<u32>,
    /// The place of a series, by its labels.
    index: HashTable<u32>,
    hasher: RandomState,
    /// When each was last used, if it matters.
    pub(crate) last_used: Option<LastUsed>,
}

/// One series.
#[derive(Clone, Copy)]
pub(crate) struct SeriesSlot {
    /// Where its labels are in the text.
    labels: (u32, u32),
    /// Its first cell, [`NONE`] if it is gone.
    pub(crate) first: u32,
    /// When it was made, in hundredths of a second after the engine was.
    pub(crate) created: u32,
}

/// No cell.
const NONE: u32 = u32::MAX;

impl SeriesTable {
    /// A table without series. It minds when each is used if `minds_use`.
    pub(crate) fn new(minds_last_use: bool) -> Self {
        Self {
            text: String::new(),
            dead: 0,
            series: Vec::new(),
            vacant: Vec::new(),
            index: HashTable::new(),
            hasher: RandomState::new(),
            last_used: minds_last_use.then(LastUsed::default),
        }
    }

    /// The place of the series that has these labels.
    pub(crate) fn find(&self, labels: &str) -> Option<u32> {
        self.index.find(self.hasher.hash_one(labels), |place| self.labels(*place) == labels).copied()
    }

    /// The series at a place, if it is not gone.
    pub(crate) fn get(&self, place: u32) -> Option<&SeriesSlot> {
        self.series.get(place as usize).filter(|series| series.first != NONE)
    }

    /// The series at a place, if it is to be shown.
    pub(crate) fn shown(&self, place: u32) -> Option<&SeriesSlot> {
        self.get(place).filter(|_| self.last_used.as_ref().is_none_or(|last_used| last_used.is_shown(place)))
    }

    /// How many series there are.
    pub(crate) fn len(&self) -> usize {
        self.series.len() - self.vacant.len()
    }

    /// The place behind the last.
    pub(crate) fn end(&self) -> u32 {
        u32::try_from(self.series.len()).unwrap_or(u32::MAX)
    }

    /// The labels of a series.
    pub(crate) fn labels(&self, place: u32) -> &str {
        self.series.get(place as usize).map_or("", |series| text_of(&self.text, series))
    }

    /// One series more. Its cells are the table's from now on. `None` if there is no place for so much text.
    pub(crate) fn add(&mut self, labels: &str, cells: Range, created: u32) -> Option<u32> {
        let place = self.vacant.last().copied().unwrap_or(self.end());
        let start = u32::try_from(self.text.len()).ok()?;
        let end = u32::try_from(self.text.len().checked_add(labels.len())?).ok()?;
        self.reserve(labels)?;
        self.text.push_str(labels);
        let series = SeriesSlot { labels: (start, end), first: cells.into_first(), created };
        match self.vacant.pop() {
            Some(place) => self.series[place as usize] = series,
            None => self.series.push(series),
        }
        if let Some(last_used) = &mut self.last_used {
            last_used.begin(place, created);
        }
        let Self { text, series, index, hasher, .. } = self;
        let hash = |labels: &str| hasher.hash_one(labels);
        index.insert_unique(hash(labels), place, |other| hash(text_of(text, &series[*other as usize])));
        Some(place)
    }

    /// Makes room for one series more: an eighth at a time, so that little of it is empty.
    fn reserve(&mut self, labels: &str) -> Option<()> {
        if self.text.capacity() - self.text.len() < labels.len() {
            self.text.try_reserve_exact(labels.len().max(self.text.len() / 8)).ok()?;
        }
        if self.series.len() == self.series.capacity() {
            self.series.try_reserve_exact(1 + self.series.len() / 8).ok()?;
        }
        Some(())
    }

    /// Takes a series away, which nobody uses, and says where it counted.
    pub(crate) fn remove(&mut self, place: u32) -> Option<u32> {
        let series = *self.get(place)?;
        let hash = self.hasher.hash_one(self.labels(place));
        if let Ok(entry) = self.index.find_entry(hash, |other| *other == place) {
            entry.remove();
        }
        self.dead += text_of(&self.text, &series).len();
        self.series[place as usize] = SeriesSlot { labels: (0, 0), first: NONE, created: 0 };
        self.vacant.push(place);
        if self.dead > self.text.len() / 2 {
            self.compact();
        }
        Some(series.first)
    }

    /// Writes the text anew, without what is no series' any more.
    fn compact(&mut self) {
        let mut text = String::with_capacity(self.text.len() - self.dead);
        for series in &mut self.series {
            let start = text.len();
            text.push_str(text_of(&self.text, series));
            // It is no longer than the old text, whose places are as many bits.
            let place = |at| u32::try_from(at).unwrap_or(u32::MAX);
            series.labels = (place(start), place(text.len()));
        }
        (self.text, self.dead) = (text, 0);
    }

    /// Gives back the cells, of which every series has so many.
    pub(crate) fn give_back(&mut self, count: u32) {
        self.index.clear();
        let series = self.series.drain(..).filter(|series| series.first != NONE);
        series.for_each(|series| drop(Range::from_first(series.first, count)));
    }
}

fn text_of<'text>(text: &'text str, series: &SeriesSlot) -> &'text str {
    let (start, end) = series.labels;
    text.get(start as usize..end as usize).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    impl SeriesTable {
        /// All series, each found by its labels.
        fn all(&self) -> BTreeMap<String, u32> {
            let series = (0..self.end()).filter_map(|place| Some((place, self.get(place)?)));
            let all: BTreeMap<_, _> =
                series.map(|(place, series)| (self.labels(place).to_owned(), series.first)).collect();
            for (labels, first) in &all {
                let place = self.find(labels);
                assert_eq!(
                    place.and_then(|place| self.get(place)).map(|series| series.first),
                    Some(*first),
                    "{labels}"
                );
            }
            assert_eq!(all.len(), self.len());
            all
        }
    }

    fn labels(number: usize) -> String {
        // Of many lengths, none at all among them.
        "x".repeat(number % 7) + &number.to_string().repeat(usize::from(number != 0))
    }

    #[test]
    fn series_that_come_and_go_are_found_and_their_text_is_used_again() {
        let (mut table, mut model) = (SeriesTable::new(true), BTreeMap::new());
        let mut longest = 0;
        for step in 0..3_000_usize {
            // A walk that adds and removes in no order.
            let name = labels(step * 7_919 % 613);
            if let Some(place) = table.find(&name) {
                assert_eq!(table.remove(place), model.remove(&name));
                assert!(table.find(&name).is_none() && table.get(place).is_none());
            } else {
                let first = u32::try_from(step).unwrap_or(0);
                assert!(table.add(&name, Range::from_first(first, 0), 0).is_some());
                model.insert(name, first);
            }
            if step % 50 == 0 {
                assert_eq!(table.all(), model);
            }
            let live: usize = model.keys().map(String::len).sum();
            assert!(table.text.len() <= 2 * live + 16, "{} bytes for {live}", table.text.len());
            longest = longest.max(model.len());
        }
        assert_eq!(table.all(), model);
        assert!(table.series.len() <= longest, "places are used again");
        table.series.clear();
    }
}
