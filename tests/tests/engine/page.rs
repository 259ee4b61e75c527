//! What an exporter shows, read back.

use std::collections::BTreeMap;

pub(crate) use attuned_telemetry_rt::export::prometheus::PrometheusExporter;

/// The samples of a page, by their series.
pub(crate) type Page = BTreeMap<String, String>;

/// Reads what an exporter shows. Every series is there once.
pub(crate) fn page(exporter: &PrometheusExporter) -> Page {
    let text = exporter.render();
    let mut page = Page::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (series, value) = line.rsplit_once(' ').unwrap_or_else(|| panic!("no sample: {line}"));
        assert_eq!(page.insert(series.to_owned(), value.to_owned()), None, "{series} is there twice");
    }
    page
}

/// The value of a counter, or of a number of values.
pub(crate) fn count(page: &Page, series: &str) -> Option<u64> {
    page.get(series).map(|value| value.parse().unwrap_or_else(|_| panic!("{series} is {value}")))
}

/// The value of a gauge or a sum.
pub(crate) fn number(page: &Page, series: &str) -> Option<f64> {
    page.get(series).map(|value| value.parse().unwrap_or_else(|_| panic!("{series} is {value}")))
}

/// Runs a scope that counts with an exporter.
pub(crate) fn within<R>(exporter: &PrometheusExporter, scope: impl FnOnce() -> R) -> R {
    metrics::with_local_recorder(&exporter.recorder(), scope)
}

/// What the page says of each histogram's buckets: their labels up to `le`, the bounds and the counts.
pub(crate) fn buckets(page: &Page) -> BTreeMap<String, Vec<(f64, u64)>> {
    let mut buckets: BTreeMap<String, Vec<(f64, u64)>> = BTreeMap::new();
    for series in page.keys() {
        if let Some((before, bound)) = series.split_once("le=\"") {
            let bound: f64 = bound.trim_end_matches("\"}").parse().unwrap();
            buckets.entry(before.to_owned()).or_default().push((bound, count(page, series).unwrap()));
        }
    }
    for buckets in buckets.values_mut() {
        buckets.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    }
    buckets
}

/// The number of values of the histogram whose buckets begin like this, and their sum.
pub(crate) fn count_and_sum(page: &Page, buckets: &str) -> (u64, f64) {
    let (name, labels) = buckets.split_once("_bucket{").unwrap();
    let labels = labels.trim_end_matches(',');
    let labels = if labels.is_empty() { String::new() } else { format!("{{{labels}}}") };
    (count(page, &format!("{name}_count{labels}")).unwrap(), number(page, &format!("{name}_sum{labels}")).unwrap())
}
