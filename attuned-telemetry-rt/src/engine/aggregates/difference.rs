//! What was recorded in one series between two snapshots.

use std::sync::Arc;
use std::time::SystemTime;

use super::exponential_difference::difference;
use super::metric_info::MetricInfo;
use super::totals::identities::Identities;
use crate::engine::family::series::typed::typed_series::TypedSeries;
use crate::engine::histogram::exponential::reading::Reading;
use crate::engine::snapshot::Value;

/// What was recorded in one series between two snapshots.
pub(crate) struct Difference<'snapshots> {
    pub(crate) metric: &'snapshots Arc<MetricInfo>,
    pub(crate) labels: SeriesLabels<'snapshots>,
    /// When the series was created. `None` if the date is not known.
    pub(crate) created: Option<SystemTime>,
    /// When the interval began: the time of the previous snapshot, or of the creation if the series is newer. `None` if
    /// the date is not known.
    pub(crate) start: Option<SystemTime>,
    /// When the interval ended. `None` if the date is not known.
    pub(crate) time: Option<SystemTime>,
    pub(crate) value: Increase<'snapshots>,
}

/// The labels of a series.
#[derive(Clone, Copy)]
pub(crate) struct SeriesLabels<'snapshots>(Kept<'snapshots>);

/// Where the labels of a series are.
#[derive(Clone, Copy)]
enum Kept<'snapshots> {
    In { identities: &'snapshots Identities, number: usize },
    Typed { series: &'snapshots TypedSeries, number: u32 },
    Removed(&'snapshots [(Box<str>, Box<str>)]),
}

/// The increase of a series, and its value since it was created.
#[derive(Debug)]
pub(crate) enum Increase<'snapshots> {
    Counter {
        increase: u64,
        total: u64,
    },
    /// The current value.
    Gauge(f64),
    /// The number of values in each bucket, not cumulative. The last bucket has no upper bound.
    Histogram {
        counts: Vec<u64>,
        sum: f64,
        total_counts: &'snapshots [u64],
        total_sum: f64,
    },
    Exponential {
        increase: Reading,
        total: &'snapshots Reading,
    },
}

impl<'snapshots> SeriesLabels<'snapshots> {
    pub(super) fn of_series(identities: &'snapshots Identities, number: usize) -> Self {
        Self(Kept::In { identities, number })
    }

    pub(super) fn of_typed(series: &'snapshots TypedSeries, number: u32) -> Self {
        Self(Kept::Typed { series, number })
    }

    pub(super) fn of_removed(labels: &'snapshots [(Box<str>, Box<str>)]) -> Self {
        Self(Kept::Removed(labels))
    }

    /// Iterates over the names, as they were first given, and the values.
    pub(crate) fn iter(self) -> impl Iterator<Item = (&'snapshots str, &'snapshots str)> {
        let (series, typed, removed) = match self.0 {
            Kept::In { identities, number } => (Some(identities.labels(number)), None, &[][..]),
            Kept::Typed { series, number } => (None, Some(series.labels(number)), &[][..]),
            Kept::Removed(labels) => (None, None, labels),
        };
        let series = series.into_iter().flatten().chain(typed.into_iter().flatten());
        series.chain(removed.iter().map(|(name, value)| (&**name, &**value)))
    }
}

impl<'snapshots> Increase<'snapshots> {
    /// Returns the increase since the value `before`. It is the whole value if the series is new, or if the value is
    /// lower than before.
    pub(super) fn since(value: Value<'snapshots>, before: Option<Value<'_>>) -> Self {
        match (value, before) {
            (Value::Gauge(value), _) => Self::Gauge(value),
            (Value::Counter(total), Some(Value::Counter(before))) => {
                Self::Counter { increase: total.checked_sub(before).unwrap_or(total), total }
            }
            (Value::Counter(total), _) => Self::Counter { increase: total, total },
            (Value::Histogram { counts: total_counts, sum: total_sum }, before) => {
                let (counts, sum) = histogram(total_counts, total_sum, before);
                Self::Histogram { counts, sum, total_counts, total_sum }
            }
            (Value::Exponential(total), Some(Value::Exponential(before))) => {
                Self::Exponential { increase: difference(total, before).unwrap_or_else(|| total.clone()), total }
            }
            (Value::Exponential(total), _) => Self::Exponential { increase: total.clone(), total },
        }
    }

    /// Whether nothing was recorded. A gauge has no increase.
    pub(super) fn is_zero(&self) -> bool {
        match self {
            Self::Counter { increase, .. } => *increase == 0,
            Self::Gauge(_) => true,
            Self::Histogram { counts, .. } => counts.iter().all(|count| *count == 0),
            Self::Exponential { increase, .. } => increase.count == 0,
        }
    }

    pub(super) const fn is_gauge(&self) -> bool {
        matches!(self, Self::Gauge(_))
    }
}

/// Returns the increase of the counts and of the sum of a histogram.
fn histogram(counts: &[u64], sum: f64, before: Option<Value<'_>>) -> (Vec<u64>, f64) {
    let Some(Value::Histogram { counts: counts_before, sum: sum_before }) = before else {
        return (counts.to_vec(), sum);
    };
    let increase = |(count, before): (&u64, &u64)| count.checked_sub(*before);
    match counts.iter().zip(counts_before).map(increase).collect() {
        Some(increase) => (increase, sum - sum_before),
        None => (counts.to_vec(), sum),
    }
}
