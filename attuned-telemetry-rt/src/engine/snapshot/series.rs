//! What a series has recorded, read once.

use super::metric::Metric;
use crate::engine::cells::{self, Reader};
use crate::engine::exemplars::Exemplars;
use crate::engine::family::aggregation::{Aggregation, BUCKETS};
use crate::engine::family::table::Labels;
use crate::engine::histogram::exponential::reading::Reading;

/// A series as exporters see it.
pub(crate) struct SeriesView<'read> {
    pub(crate) labels: Labels<'read>,
    /// When it was made, in hundredths of a second after the engine was.
    pub(crate) created: u32,
    pub(crate) value: Value<'read>,
    /// Its exemplars, if it has some.
    pub(crate) exemplars: Option<&'read Exemplars>,
}

/// What it has recorded.
pub(crate) enum Value<'read> {
    Counter(u64),
    Gauge(f64),
    Histogram(Histogram<'read>),
    Exponential(&'read Reading),
}

/// Counts that agree with each other, whatever is recorded meanwhile: their sum is the number of all values.
pub(crate) struct Histogram<'read> {
    /// How many values are in each bucket and in none before it. The last bucket has no bound.
    pub(crate) counts: &'read [u64],
    pub(crate) sum: f64,
}

/// How many numbers are read in one step: no series can be added to the metric meanwhile.
const NUMBERS: u32 = 128;

/// How many series are read in one step.
fn series_of_a_step(aggregation: &Aggregation) -> u32 {
    match aggregation {
        Aggregation::Counter | Aggregation::Gauge => NUMBERS,
        Aggregation::Exponential(_) => 1,
        Aggregation::Histogram(bounds) => (NUMBERS / bounds.buckets()).max(1),
    }
}

/// Reads series.
pub(super) struct SeriesReader {
    cells: Reader,
    counts: Vec<u64>,
    reading: Option<Reading>,
}

impl SeriesReader {
    pub(super) const fn new() -> Self {
        Self { cells: Reader::new(), counts: Vec::new(), reading: None }
    }

    /// Shows a few series from a place on, and returns where to go on. Before that, it hides those that are idle: see
    /// [`Family::look_for_idle`].
    #[inline]
    pub(super) fn read(
        &mut self,
        metric: &Metric,
        from: u32,
        is_due: bool,
        mut show: impl FnMut(&Metric, &SeriesView<'_>),
    ) -> Option<u32> {
        let family = &*metric.0;
        let most = series_of_a_step(&family.aggregation);
        family.look_for_idle(from, most, is_due, &mut self.cells);
        self.cells.look_again();
        let Self { cells, counts, reading } = self;
        family.show(from, most, |labels, series, exemplars| {
            let value = match &family.aggregation {
                Aggregation::Counter => Value::Counter(cells.total(series.first)),
                Aggregation::Gauge => Value::Gauge(cells::gauge(series.first)),
                Aggregation::Histogram(bounds) => {
                    Value::Histogram(histogram(cells, counts, series.first, bounds.buckets()))
                }
                Aggregation::Exponential(_) => match family.exponential(series.first) {
                    Some(exponential) => Value::Exponential(reading.insert(exponential.read())),
                    None => return,
                },
            };
            show(metric, &SeriesView { labels, created: series.created, value, exemplars });
        })
    }
}

/// Reads a histogram, whose buckets are `buckets` cells from the first on.
#[inline]
fn histogram<'read>(cells: &mut Reader, counts: &'read mut Vec<u64>, first: u32, buckets: u32) -> Histogram<'read> {
    counts.clear();
    let cells_of_buckets = first + BUCKETS..first + BUCKETS + buckets;
    counts.extend(cells_of_buckets.map(|cell| cells.total(cell)));
    Histogram { counts, sum: cells.histogram_sum(first) }
}
