//! The series of one operation: its calls by status, and their durations.

use std::collections::BTreeMap;

use super::exposition::Sample;

/// The series of one operation.
#[derive(Default)]
pub(super) struct Series {
    calls: BTreeMap<String, f64>,
    /// Upper bound in seconds, and the number of calls up to it.
    buckets: Vec<(f64, f64)>,
}

/// Returns the operations in the metrics, by title. The title is the prefix of the metrics' names with the labels.
pub(super) fn by_operation(samples: &[Sample]) -> BTreeMap<String, Series> {
    let mut operations: BTreeMap<String, Series> = BTreeMap::new();
    for sample in samples {
        if let Some(prefix) = sample.name.strip_suffix("_operations_total") {
            let status = sample.labels.get("status").cloned().unwrap_or_default();
            let series = operations.entry(title(prefix, sample, "status")).or_default();
            *series.calls.entry(status).or_default() += sample.value;
        } else if let Some(prefix) = sample.name.strip_suffix("_duration_seconds_bucket") {
            let bound = sample.labels.get("le").and_then(|bound| bound.parse().ok());
            let series = operations.entry(title(prefix, sample, "le")).or_default();
            series.buckets.extend(bound.map(|bound: f64| (bound, sample.value)));
        }
    }
    for series in operations.values_mut() {
        series.buckets.sort_by(|one, other| one.0.total_cmp(&other.0));
    }
    operations
}

/// `attuned_http_request GET /state/{user}`
fn title(prefix: &str, sample: &Sample, except: &str) -> String {
    let labels = sample.labels.iter().filter(|(name, _)| *name != except).map(|(_, value)| value.as_str());
    std::iter::once(prefix).chain(labels).collect::<Vec<_>>().join(" ")
}

impl Series {
    /// Returns the number of calls with this status.
    pub(super) fn calls(&self, status: &str) -> f64 {
        self.calls.get(status).copied().unwrap_or_default()
    }

    /// Returns the number of calls.
    pub(super) fn all_calls(&self) -> f64 {
        self.calls.values().sum()
    }

    /// Returns the quantile of the durations, in seconds; `None` without calls.
    ///
    /// The quantile is estimated as in Prometheus: the durations in a bucket are assumed to be evenly distributed. If
    /// the quantile is above the last bound, the result is the last bound.
    ///
    /// Source: <https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile>
    pub(super) fn quantile(&self, share: f64) -> Option<f64> {
        let rank = share * self.buckets.last().filter(|(_, all)| *all > 0.0)?.1;
        let position = self.buckets.iter().position(|(_, calls)| *calls >= rank)?;
        let (upper, calls) = self.buckets[position];
        let below = position.checked_sub(1).map(|before| self.buckets[before]);
        let (lower, before) = below.unwrap_or((0.0, 0.0));
        if upper.is_infinite() {
            Some(lower)
        } else {
            Some(lower + (upper - lower) * (rank - before) / (calls - before))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(buckets: &[(f64, f64)]) -> Series {
        Series { calls: BTreeMap::new(), buckets: buckets.to_vec() }
    }

    #[test]
    fn a_quantile_lies_in_its_bucket_in_proportion() {
        let series = series(&[(1.0, 10.0), (2.0, 30.0), (f64::INFINITY, 30.0)]);
        assert_eq!(series.quantile(0.5), Some(1.25));
        assert_eq!(series.quantile(0.1), Some(0.3));
    }

    #[test]
    fn beyond_the_last_bound_the_bound_is_given() {
        assert_eq!(series(&[(1.0, 1.0), (f64::INFINITY, 100.0)]).quantile(0.99), Some(1.0));
    }

    #[test]
    fn without_calls_there_is_no_quantile() {
        assert_eq!(series(&[]).quantile(0.5), None);
        assert_eq!(series(&[(1.0, 0.0), (f64::INFINITY, 0.0)]).quantile(0.5), None);
    }

    #[test]
    fn operations_are_told_apart_by_their_labels() {
        let text = r#"
            attuned_store_operations_total{operation="get",status="success"} 2
            attuned_store_operations_total{operation="get",status="error"} 1
            attuned_store_operations_total{operation="upsert",status="success"} 5
            attuned_translation_duration_seconds_bucket{le="+Inf"} 4
        "#;
        let samples = Sample::parse_all(&text.replace("            ", ""));
        let operations = by_operation(&samples);
        let titles: Vec<_> = operations.keys().map(String::as_str).collect();
        assert_eq!(titles, ["attuned_store get", "attuned_store upsert", "attuned_translation"]);
        assert_eq!(operations.get("attuned_store get").map(Series::all_calls), Some(3.0));
    }
}
