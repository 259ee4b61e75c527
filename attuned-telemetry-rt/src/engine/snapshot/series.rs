//! The value of a series at the time of a read.

use super::metric::Metric;
use crate::engine::cells::{self, Reader};
use crate::engine::exemplars::Exemplars;
use crate::engine::family::aggregation::{Aggregation, read_histogram};
use crate::engine::family::series::table::Labels;
use crate::engine::histogram::exponential::reading::Reading;

/// A series of a snapshot, as exporters see it.
pub(crate) struct SeriesView<'read> {
    pub(crate) labels: Labels<'read>,
    /// When the series was created, in hundredths of a second since the engine was created.
    pub(crate) created: u64,
    pub(crate) value: Value<'read>,
    /// The exemplars of the series, if it has any.
    pub(crate) exemplars: Option<&'read Exemplars>,
}

/// The value of a series.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value<'read> {
    Counter(u64),
    Gauge(f64),
    /// The value of a histogram with bounds. The counts are read once, so their sum is the number of values even if
    /// values are recorded at the same time.
    Histogram {
        /// The number of values in each bucket, not cumulative. The last bucket has no upper bound.
        counts: &'read [u64],
        sum: f64,
    },
    Exponential(&'read Reading),
}

/// The maximum number of values that are read in one step. No series can be added to the metric during a step.
const NUMBERS: u32 = 128;

/// Returns the maximum number of series that are read in one step.
pub(crate) fn series_of_a_step(aggregation: &Aggregation) -> u32 {
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
    /// The label values of a series of a typed counter.
    text: String,
}

impl SeriesReader {
    pub(super) const fn new() -> Self {
        Self { cells: Reader::new(), counts: Vec::new(), reading: None, text: String::new() }
    }

    /// Calls `show` with the series of one step, starting at the place `from`, until it returns `false`. Returns the
    /// place of the next step.
    /// Hides idle series first, see [`Family::look_for_idle`].
    #[inline]
    pub(super) fn read(
        &mut self,
        metric: &Metric,
        from: u32,
        is_due: bool,
        mut show: impl FnMut(&Metric, &SeriesView<'_>) -> bool,
    ) -> Option<u32> {
        let family = &*metric.0;
        let most = series_of_a_step(&family.aggregation);
        family.look_for_idle(from, most, is_due, &mut self.cells);
        self.cells.look_again();
        let Self { cells, counts, reading, .. } = self;
        family.show(from, most, |labels, series, exemplars| {
            let value = match &family.aggregation {
                Aggregation::Counter => Value::Counter(cells.total(series.first)),
                Aggregation::Gauge => Value::Gauge(cells::gauge(series.first)),
                Aggregation::Histogram(bounds) => {
                    counts.clear();
                    let sum = read_histogram(cells, counts, series.first, bounds.buckets());
                    Value::Histogram { counts, sum }
                }
                Aggregation::Exponential(_) => match family.exponential(series.first) {
                    Some(exponential) => Value::Exponential(reading.insert(exponential.read())),
                    None => return true,
                },
            };
            show(metric, &SeriesView { labels, created: series.created().hundredths(), value, exemplars })
        })
    }

    /// Like [`read`](Self::read), for a typed counter.
    pub(super) fn read_typed(
        &mut self,
        metric: &Metric,
        from: u32,
        mut show: impl FnMut(&Metric, &SeriesView<'_>) -> bool,
    ) -> Option<u32> {
        let typed = metric.0.typed.as_ref()?;
        let Self { cells, text, .. } = self;
        cells.look_again();
        typed.show(from, NUMBERS, cells, text, |labels, created, count| {
            show(metric, &SeriesView { labels, created, value: Value::Counter(count), exemplars: None })
        })
    }
}
