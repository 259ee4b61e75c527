//! Properties of the engine: for any sequence of operations, the page equals that of a simple recorder that keeps
//! every value.

use metrics::{Counter, Gauge, Histogram, Key, Label, counter, gauge, histogram};
use proptest::prelude::*;

use super::model::{COUNTERS, GAUGES, HISTOGRAMS, Model, Operation, Series, operation};
use super::page::{PrometheusExporter, buckets, count_and_sum, page, within};

/// A stored handle.
enum Kept {
    Counter(Counter),
    Gauge(Gauge),
    Histogram(Histogram),
}

fn labels(series: &Series) -> Vec<Label> {
    series.labels.iter().map(|(name, value)| Label::new(*name, *value)).collect()
}

/// The handle for an operation.
fn handle(operation: &Operation) -> Option<Kept> {
    Some(match operation {
        Operation::Increment(series, _) | Operation::Absolute(series, _) => {
            Kept::Counter(counter!(COUNTERS[series.metric], labels(series).iter()))
        }
        Operation::Set(series, _) | Operation::Add(series, _) | Operation::Subtract(series, _) => {
            Kept::Gauge(gauge!(GAUGES[series.metric], labels(series).iter()))
        }
        Operation::Record(series, ..) => Kept::Histogram(histogram!(HISTOGRAMS[series.metric], labels(series).iter())),
        Operation::Scrape => return None,
    })
}

fn apply(handle: &Kept, operation: &Operation) {
    match (handle, operation) {
        (Kept::Counter(counter), Operation::Increment(_, count)) => counter.increment(*count),
        (Kept::Counter(counter), Operation::Absolute(_, value)) => counter.absolute(*value),
        (Kept::Gauge(gauge), Operation::Set(_, value)) => gauge.set(*value),
        (Kept::Gauge(gauge), Operation::Add(_, value)) => gauge.increment(*value),
        (Kept::Gauge(gauge), Operation::Subtract(_, value)) => gauge.decrement(*value),
        (Kept::Histogram(histogram), Operation::Record(_, value, times)) => histogram.record_many(*value, *times),
        _ => panic!("the handle has another type"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Two exporters at the same time, each with a model, and handles that are stored and used later.
    #[test]
    fn page_matches_the_model(operations in prop::collection::vec((operation(), any::<bool>(), any::<bool>()), 0..120)) {
        let exporters = [PrometheusExporter::new(), PrometheusExporter::new()];
        let mut models = [Model::default(), Model::default()];
        let mut later: Vec<(Kept, Operation, usize)> = Vec::new();
        for (operation, is_second, is_later) in operations {
            let which = usize::from(is_second);
            let Some(handle) = within(&exporters[which], || handle(&operation)) else {
                models[which].check_if_nothing_waits(&exporters[which], later.is_empty());
                continue;
            };
            if is_later {
                later.push((handle, operation, which));
            } else {
                apply(&handle, &operation);
                models[which].apply(&operation);
            }
            if later.len() > 5 {
                for (handle, operation, which) in later.drain(..) {
                    apply(&handle, &operation);
                    models[which].apply(&operation);
                }
            }
        }
        for (handle, operation, which) in later {
            apply(&handle, &operation);
            models[which].apply(&operation);
        }
        for (model, exporter) in models.iter().zip(&exporters) {
            model.check(&page(exporter));
        }
    }

    /// Several threads record a part each. The order of additions does not change the sums.
    #[test]
    fn values_of_all_threads_are_added(counts in prop::collection::vec((0..3_usize, 0..1_000_u64, -1e3..1e3), 1..60), threads in 1..5_usize) {
        let exporter = PrometheusExporter::new();
        let exporter = &exporter;
        std::thread::scope(|scope| {
            for part in counts.chunks(counts.len().div_ceil(threads)) {
                scope.spawn(move || within(exporter, || {
                    for (metric, count, value) in part {
                        counter!(COUNTERS[*metric]).increment(*count);
                        histogram!(HISTOGRAMS[*metric]).record(*value);
                    }
                }));
            }
        });
        let page = page(exporter);
        let all: u64 = ["hits_total", "misses_total", "shop_orders_total"].iter().filter_map(|name| super::page::count(&page, name)).sum();
        prop_assert_eq!(all, counts.iter().map(|(_, count, _)| count).sum::<u64>());
        let histograms = buckets(&page);
        let recorded = histograms.keys().map(|series| count_and_sum(&page, series));
        let (number, sum) = recorded.fold((0, 0.0), |(number, sum), (count, part)| (number + count, sum + part));
        prop_assert_eq!(number, counts.len() as u64);
        prop_assert!((sum - counts.iter().map(|(.., value)| value).sum::<f64>()).abs() < 1e-6);
    }

    /// No name and no label value can make a page invalid, or end a label early.
    #[test]
    fn any_names_and_texts_give_a_valid_page(metric in any::<String>(), name in any::<String>(), text in any::<String>()) {
        let exporter = PrometheusExporter::new();
        let key = Key::from_parts(metric, vec![Label::new(name, text.clone())]);
        let counter = metrics::Recorder::register_counter(&exporter.recorder(), &key, &METADATA);
        counter.increment(7);
        let page = exporter.render();
        let samples: Vec<_> = page.split('\n').filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        prop_assert_eq!(samples.len(), 1, "{}", page);
        let (series, value) = samples[0].rsplit_once(' ').unwrap();
        prop_assert_eq!(value, "7");
        let (name, label) = series.split_once('{').unwrap_or((series, ""));
        prop_assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':')), "{}", name);
        prop_assert_eq!(label.is_empty(), text.is_empty(), "{}", series);
        let (name, shown) = label.trim_end_matches('}').split_once('=').unwrap_or_default();
        prop_assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'), "{}", name);
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        prop_assert!(text.is_empty() || label.ends_with(&format!("=\"{escaped}\"}}")), "{} is not {}", shown, escaped);
    }
}

static METADATA: metrics::Metadata<'static> = metrics::Metadata::new("", metrics::Level::INFO, None);

impl Model {
    /// A handle that was created but not used has a series with the value 0.
    fn check_if_nothing_waits(&self, exporter: &PrometheusExporter, nothing_waits: bool) {
        let page = page(exporter);
        if nothing_waits {
            self.check(&page);
        }
    }
}

#[test]
fn of_labels_with_the_same_converted_name_the_last_is_kept() {
    let exporter = PrometheusExporter::new();
    within(&exporter, || {
        counter!("hits", "a-b" => "1", "a.b" => "2").increment(1);
        counter!("hits", "a_b" => "2").increment(1);
        counter!("hits", "le" => "x", "__name__" => "y", "1st" => "z").increment(1);
    });
    let page = page(&exporter);
    assert_eq!(page[r#"hits_total{a_b="2"}"#], "2");
    assert_eq!(page[r#"hits_total{_1st="z",exported_le="x",exported_name="y"}"#], "1");
}

#[test]
fn counter_wraps_around_to_zero() {
    let exporter = PrometheusExporter::new();
    within(&exporter, || {
        counter!("hits").absolute(u64::MAX);
        std::thread::scope(|scope| scope.spawn(|| within(&exporter, || counter!("hits").increment(3))).join()).unwrap();
        assert_eq!(page(&exporter)["hits_total"], "2");
        counter!("hits").absolute(1);
        assert_eq!(page(&exporter)["hits_total"], "2", "`absolute` never decreases a counter");
    });
}

#[test]
fn counter_set_by_threads_has_the_maximum() {
    let exporter = PrometheusExporter::new();
    let counter = within(&exporter, || counter!("hits"));
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let counter = &counter;
            scope.spawn(move || (0..5_000).for_each(|value| counter.absolute(value * 4 + thread)));
        }
    });
    assert_eq!(page(&exporter)["hits_total"], "19999");
}

#[test]
fn histogram_without_values_is_all_zeros() {
    let exporter = PrometheusExporter::new();
    let _wait = within(&exporter, || histogram!("wait_seconds"));
    let page = page(&exporter);
    assert!(page.values().all(|value| value.parse::<f64>().is_ok_and(|value| value.to_bits() == 0)), "{page:?}");
}

#[test]
fn label_order_and_duplicates_do_not_create_another_series() {
    let exporter = PrometheusExporter::new();
    for number in [1, 7, 8, 9, 30] {
        let labels: Vec<_> = (0..number).map(|label| Label::new(format!("l{label:02}"), "x")).collect();
        for turn in 0..number {
            let turned: Vec<_> = labels[turn..].iter().chain(&labels[..turn]).cloned().collect();
            within(&exporter, || counter!("hits", turned.iter()).increment(1));
        }
    }
    let page = page(&exporter);
    assert_eq!(page.len(), 5, "{page:#?}");
    let mut counts: Vec<_> = page.values().map(|value| value.parse::<u64>().unwrap()).collect();
    counts.sort_unstable();
    assert_eq!(counts, [1, 7, 8, 9, 30]);
}
