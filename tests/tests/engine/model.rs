//! The simplest possible recorder. It keeps every value.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::page::{Page, buckets, count, count_and_sum, number};

/// An action of a program.
#[derive(Clone, Debug)]
pub(crate) enum Operation {
    Increment(Series, u64),
    Absolute(Series, u64),
    Set(Series, f64),
    Add(Series, f64),
    Subtract(Series, f64),
    Record(Series, f64, usize),
    /// Renders the page.
    Scrape,
}

/// Index of a metric, and its labels in any order. Names can be duplicate and values can be empty.
#[derive(Clone, Debug)]
pub(crate) struct Series {
    pub(crate) metric: usize,
    pub(crate) labels: Vec<(&'static str, &'static str)>,
}

/// Number of counters, gauges and histograms.
pub(crate) const COUNTERS: [&str; 3] = ["hits_total", "misses", "shop.orders"];
pub(crate) const GAUGES: [&str; 2] = ["level", "shop:temperature"];
pub(crate) const HISTOGRAMS: [&str; 3] = ["wait_seconds", "answer_bytes", "other"];

/// Names of the metrics on the page.
const SHOWN_COUNTERS: [&str; 3] = ["hits_total", "misses_total", "shop_orders_total"];

impl Series {
    /// The labels as on the page.
    pub(crate) fn shown(&self, name: &str) -> String {
        let mut last: BTreeMap<_, _> = self.labels.iter().copied().collect();
        last.retain(|_, value| !value.is_empty());
        let pairs: Vec<_> = last.into_iter().map(|(name, value)| format!("{name}={value:?}")).collect();
        if pairs.is_empty() { name.to_owned() } else { format!("{name}{{{}}}", pairs.join(",")) }
    }
}

/// The simplest possible recorder.
#[derive(Default)]
pub(crate) struct Model {
    counters: BTreeMap<String, u64>,
    gauges: BTreeMap<String, f64>,
    histograms: BTreeMap<String, Vec<f64>>,
    refused: BTreeMap<String, u64>,
}

impl Model {
    pub(crate) fn apply(&mut self, operation: &Operation) {
        match operation {
            Operation::Increment(series, count) => {
                let counter = self.counter(series);
                *counter = counter.wrapping_add(*count);
            }
            Operation::Absolute(series, value) => {
                let counter = self.counter(series);
                *counter = (*counter).max(*value);
            }
            Operation::Set(series, value) => *self.gauge(series) = *value,
            Operation::Add(series, value) => *self.gauge(series) += value,
            Operation::Subtract(series, value) => *self.gauge(series) -= value,
            Operation::Record(series, value, times) => self.record(series, *value, *times),
            Operation::Scrape => {}
        }
    }

    fn counter(&mut self, series: &Series) -> &mut u64 {
        self.counters.entry(series.shown(SHOWN_COUNTERS[series.metric])).or_default()
    }

    fn gauge(&mut self, series: &Series) -> &mut f64 {
        self.gauges.entry(series.shown(GAUGES[series.metric])).or_default()
    }

    fn record(&mut self, series: &Series, value: f64, times: usize) {
        let name = HISTOGRAMS[series.metric];
        let values = self.histograms.entry(series.shown(&format!("{name}_bucket"))).or_default();
        if value.is_finite() {
            values.extend([value].repeat(times));
        } else if times > 0 {
            *self.refused.entry(name.to_owned()).or_default() += times as u64;
        }
    }

    /// Compares the page with the model.
    pub(crate) fn check(&self, page: &Page) {
        for (series, value) in &self.counters {
            assert_eq!(count(page, series), Some(*value), "{series}");
        }
        for (series, value) in &self.gauges {
            let shown = number(page, series).unwrap_or_else(|| panic!("no {series}"));
            assert!(
                shown.to_bits() == value.to_bits() || shown.is_nan() && value.is_nan(),
                "{series}: {shown}, not {value}"
            );
        }
        for (metric, refused) in &self.refused {
            let series = format!("attuned_telemetry_refused_values_total{{metric={metric:?}}}");
            assert_eq!(count(page, &series), Some(*refused), "{series}");
        }
        let histograms = self.check_histograms(page);
        assert_eq!(page.len(), self.counters.len() + self.gauges.len() + self.refused.len() + histograms, "{page:#?}");
    }

    /// Returns the number of samples.
    fn check_histograms(&self, page: &Page) -> usize {
        let buckets = buckets(page);
        assert_eq!(buckets.len(), self.histograms.len());
        for (series, buckets) in &buckets {
            let labels = match series.strip_suffix('{') {
                Some(series) => series.to_owned(),
                None => format!("{}}}", series.trim_end_matches(',')),
            };
            let values = self.histograms.get(&labels).unwrap_or_else(|| panic!("{labels} was not recorded"));
            for (bound, count) in buckets {
                let no_more = values.iter().filter(|value| *value <= bound).count();
                assert_eq!(*count, no_more as u64, "{labels} up to {bound}");
            }
            let (count, sum) = count_and_sum(page, series);
            let exact: f64 = values.iter().fold(0.0, |sum, value| sum + value);
            let largest = values.iter().fold(0.0, |sum, value| sum + value.abs());
            assert_eq!(count, values.len() as u64);
            // `record_many` adds the value multiplied by the count to the sum.
            let is_near = (sum - exact).abs() <= largest * 1e-12 || !exact.is_finite();
            assert!(is_near, "the sum of {labels} is {sum}, not {exact}");
        }
        buckets.values().map(|buckets| buckets.len() + 2).sum()
    }
}

fn series(metrics: usize) -> impl Strategy<Value = Series> {
    let label = (prop::sample::select(vec!["a", "b", "c"]), prop::sample::select(vec!["", "x", "y", "é"]));
    (0..metrics, prop::collection::vec(label, 0..4)).prop_map(|(metric, labels)| Series { metric, labels })
}

fn count_of() -> impl Strategy<Value = u64> {
    prop_oneof![0..10_u64, any::<u64>(), Just(u64::MAX)]
}

/// Any float, the bounds of the buckets, and their neighbours.
fn value() -> impl Strategy<Value = f64> {
    let bound = prop_oneof![
        (0..13).prop_map(|power| 1e-6 * 4_f64.powi(power)),
        (3..16).prop_map(|power| 4_f64.powi(power)),
        (-3..10).prop_map(|power| 10_f64.powi(power)),
        prop::sample::select(vec![1.024e-3, 65.536e-3, 16.777_216, 0.262_144]),
    ];
    let near = (bound, -1..=1_i64).prop_map(|(bound, step)| f64::from_bits(bound.to_bits().wrapping_add_signed(step)));
    prop_oneof![
        any::<f64>(),
        near,
        -10.0..10.0,
        Just(f64::NAN),
        Just(f64::INFINITY),
        Just(f64::NEG_INFINITY),
        Just(-0.0)
    ]
}

/// Any action of a program.
pub(crate) fn operation() -> impl Strategy<Value = Operation> {
    prop_oneof![
        (series(COUNTERS.len()), count_of()).prop_map(|(series, count)| Operation::Increment(series, count)),
        (series(COUNTERS.len()), count_of()).prop_map(|(series, count)| Operation::Absolute(series, count)),
        (series(GAUGES.len()), value()).prop_map(|(series, value)| Operation::Set(series, value)),
        (series(GAUGES.len()), value()).prop_map(|(series, value)| Operation::Add(series, value)),
        (series(GAUGES.len()), value()).prop_map(|(series, value)| Operation::Subtract(series, value)),
        (series(HISTOGRAMS.len()), value(), 0..4_usize)
            .prop_map(|(series, value, times)| Operation::Record(series, value, times)),
        Just(Operation::Scrape),
    ]
}
