//! What a series has counted, read once.

use crate::engine::cells;
use crate::engine::cells::Reader;
use crate::engine::exemplars::Exemplars;
use crate::engine::family::aggregation::{Aggregation, BUCKETS};
use crate::engine::family::family::Family;
use crate::engine::histogram::exponential::reading::Reading;

/// A series as it is shown.
pub(crate) struct SeriesView<'read> {
    /// Its labels, as the text formats write them.
    pub(crate) labels: &'read str,
    /// When it was made, in hundredths of a second after the engine was.
    pub(crate) created: u32,
    pub(crate) value: Value<'read>,
    /// Its exemplars, if it has some.
    pub(crate) exemplars: Option<&'read Exemplars>,
}

/// What it has counted.
pub(crate) enum Value<'read> {
    Counter(u64),
    Gauge(f64),
    Histogram(Histogram<'read>),
    Exponential(Reading),
}

/// Counts that agree with each other, whoever counts meanwhile: their sum is the number of all values.
pub(crate) struct Histogram<'read> {
    /// How many values are in each bucket and in none before it, the one without a bound among them.
    pub(crate) counts: &'read [u64],
    pub(crate) sum: f64,
}

/// How many lines are written at a time: no series can be added to the metric as long.
const LINES: u32 = 128;

/// How many series are shown at a time.
fn at_once(aggregation: &Aggregation) -> u32 {
    match aggregation {
        Aggregation::Counter | Aggregation::Gauge => LINES,
        Aggregation::Exponential(_) => 1,
        Aggregation::Histogram(bounds) => (LINES / bounds.buckets()).max(1),
    }
}

/// Reads series.
pub(crate) struct SeriesReader {
    cells: Reader,
    counts: Vec<u64>,
}

impl SeriesReader {
    pub(crate) const fn new() -> Self {
        Self { cells: Reader::new(), counts: Vec::new() }
    }

    /// Hides those of the series that are [shown](Self::show) next which are idle; see [`Family::look_for_idle`].
    pub(crate) fn look_for_idle(&mut self, family: &Family, from: u32, is_due: bool) {
        family.look_for_idle(from, at_once(&family.aggregation), is_due, &mut self.cells);
    }

    /// Shows the series from a place on, a few, and says where to go on. No series can be added to the family meanwhile.
    #[inline]
    pub(crate) fn show(&mut self, family: &Family, from: u32, mut show: impl FnMut(&SeriesView<'_>)) -> Option<u32> {
        self.cells.look_again();
        family.show(from, at_once(&family.aggregation), |labels, first, created, exemplars| {
            if let Some(value) = self.read(family, first) {
                show(&SeriesView { labels, created, value, exemplars });
            }
        })
    }

    #[inline]
    fn read<'read>(&'read mut self, family: &Family, first: u32) -> Option<Value<'read>> {
        Some(match &family.aggregation {
            Aggregation::Counter => Value::Counter(self.cells.total(first)),
            Aggregation::Gauge => Value::Gauge(cells::gauge(first)),
            Aggregation::Histogram(bounds) => {
                self.counts.clear();
                let buckets = first + BUCKETS..first + BUCKETS + bounds.buckets();
                self.counts.extend(buckets.map(|cell| self.cells.total(cell)));
                let sum = self.cells.histogram_sum(first);
                Value::Histogram(Histogram { counts: &self.counts, sum })
            }
            Aggregation::Exponential(_) => Value::Exponential(family.exponential(first)?.read()),
        })
    }
}
