//! What a series has counted, read once.

use super::exemplar::Find;
use crate::engine::cells::{self, Reader};
use crate::engine::family::{Family, Kind};

/// A series as it is shown.
pub(super) struct Series<'read> {
    /// Its labels, as the text formats write them.
    pub(super) labels: &'read str,
    /// When it was made, in hundredths of a second after the engine was.
    pub(super) created: u32,
    pub(super) value: Value<'read>,
    /// Finds its exemplars, if it may have some.
    pub(super) exemplars: Option<&'read Find<'read>>,
}

/// What it has counted.
pub(super) enum Value<'read> {
    Counter(u64),
    Gauge(f64),
    Histogram(Histogram<'read>),
}

/// Counts that agree with each other, whoever counts meanwhile: their sum is the number of all values.
pub(super) struct Histogram<'read> {
    /// How many values are in each bucket and in none before it, the one without a bound among them.
    pub(super) counts: &'read [u64],
    pub(super) sum: f64,
}

/// Reads series.
pub(super) struct SeriesReader {
    cells: Reader,
    counts: Vec<u64>,
}

impl SeriesReader {
    pub(super) const fn new() -> Self {
        Self { cells: Reader::new(), counts: Vec::new() }
    }

    /// Shows the series from a place on, as many as fill so many lines, and says where to go on. No series can be added
    /// to the family meanwhile.
    #[inline]
    pub(super) fn show(
        &mut self,
        family: &Family,
        from: u32,
        lines: u32,
        mut show: impl FnMut(&Series<'_>),
    ) -> Option<u32> {
        self.cells.look_again();
        let most = match &family.kind {
            Kind::Counter | Kind::Gauge => lines,
            Kind::Histogram(bounds) => (lines / bounds.buckets()).max(1),
        };
        family.show(from, most, |labels, first, created| {
            show(&Series { labels, created, value: self.read(&family.kind, first), exemplars: None });
        })
    }

    #[inline]
    fn read<'read>(&'read mut self, kind: &'read Kind, first: u32) -> Value<'read> {
        match kind {
            Kind::Counter => Value::Counter(self.cells.total(first)),
            Kind::Gauge => Value::Gauge(cells::gauge(first)),
            Kind::Histogram(bounds) => {
                self.counts.clear();
                self.counts.extend((1..=bounds.buckets()).map(|bucket| self.cells.total(first + bucket)));
                let sum = self.cells.sum(first);
                Value::Histogram(Histogram { counts: &self.counts, sum })
            }
        }
    }
}
