//! Parses the page of an exporter.

use std::collections::BTreeMap;

pub(crate) use attuned_telemetry_rt::export::prometheus::PrometheusExporter;

/// Samples of a page, by series.
pub(crate) type Page = BTreeMap<String, String>;

/// Parses the page of an exporter, and checks that every series appears once.
pub(crate) fn page(exporter: &PrometheusExporter) -> Page {
    let text = exporter.render();
    let mut page = Page::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (series, value) = line.rsplit_once(' ').unwrap_or_else(|| panic!("no sample: {line}"));
        assert_eq!(page.insert(series.to_owned(), value.to_owned()), None, "{series} appears twice");
    }
    page
}

/// Value of a counter, or of a count.
pub(crate) fn count(page: &Page, series: &str) -> Option<u64> {
    page.get(series).map(|value| value.parse().unwrap_or_else(|_| panic!("{series} is {value}")))
}

/// Value of a gauge or a sum.
pub(crate) fn number(page: &Page, series: &str) -> Option<f64> {
    page.get(series).map(|value| value.parse().unwrap_or_else(|_| panic!("{series} is {value}")))
}

/// Runs a scope with an exporter as the local recorder.
pub(crate) fn within<R>(exporter: &PrometheusExporter, scope: impl FnOnce() -> R) -> R {
    metrics::with_local_recorder(&exporter.recorder(), scope)
}

/// Buckets of each histogram on the page: labels before `le`, bounds and counts.
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

/// Count and sum of the histogram whose buckets have this prefix.
pub(crate) fn count_and_sum(page: &Page, buckets: &str) -> (u64, f64) {
    let (name, labels) = buckets.split_once("_bucket{").unwrap();
    let labels = labels.trim_end_matches(',');
    let labels = if labels.is_empty() { String::new() } else { format!("{{{labels}}}") };
    (count(page, &format!("{name}_count{labels}")).unwrap(), number(page, &format!("{name}_sum{labels}")).unwrap())
}
