//! The series of one metric, in few bytes each.

use std::hash::{BuildHasher as _, RandomState};

use hashbrown::HashTable;

use super::cells::Range;

/// The series of one metric: their labels as one text, and where each counts.
#[derive(Default)]
pub(crate) struct SeriesTable {
    /// The labels of all series, as they are shown, behind each other.
    text: String,
    series: Vec<Series>,
    /// The place of a series, by its labels.
    index: HashTable<u32>,
    hasher: RandomState,
}

/// One series.
pub(crate) struct Series {
    /// Where its labels are in the text.
    labels: (u32, u32),
    pub(crate) first: u32,
    /// When it was made, in hundredths of a second after the engine was.
    pub(crate) created: u32,
}

impl SeriesTable {
    /// The place of the series that has these labels.
    pub(crate) fn find(&self, labels: &str) -> Option<u32> {
        self.index.find(self.hasher.hash_one(labels), |place| self.labels(*place) == labels).copied()
    }

    pub(crate) fn get(&self, place: u32) -> Option<&Series> {
        self.series.get(place as usize)
    }

    pub(crate) fn len(&self) -> usize {
        self.series.len()
    }

    /// The labels of a series.
    pub(crate) fn labels(&self, place: u32) -> &str {
        let labels = self
            .get(place)
            .and_then(|Series { labels: (start, end), .. }| self.text.get(*start as usize..*end as usize));
        labels.unwrap_or_default()
    }

    /// One series more. Its cells are the table's from now on. `None` if there is no place for so much text.
    pub(crate) fn add(&mut self, labels: &str, cells: Range, created: u32) -> Option<u32> {
        let place = u32::try_from(self.series.len()).ok()?;
        let start = u32::try_from(self.text.len()).ok()?;
        let end = u32::try_from(self.text.len() + labels.len()).ok()?;
        if self.text.capacity() - self.text.len() < labels.len() {
            self.text.reserve_exact(labels.len().max(self.text.len() / 8));
        }
        if self.series.len() == self.series.capacity() {
            self.series.reserve_exact(1 + self.series.len() / 8);
        }
        self.text.push_str(labels);
        self.series.push(Series { labels: (start, end), first: cells.into_first(), created });
        let Self { text, series, index, hasher } = self;
        let hash = |labels: &str| hasher.hash_one(labels);
        index.insert_unique(hash(labels), place, |other| {
            let (start, end) = series[*other as usize].labels;
            hash(&text[start as usize..end as usize])
        });
        Some(place)
    }

    /// Gives back the cells, of which every series has so many.
    pub(crate) fn give_back(&mut self, count: u32) {
        self.index.clear();
        self.series.drain(..).for_each(|series| drop(Range::from_first(series.first, count)));
    }
}
