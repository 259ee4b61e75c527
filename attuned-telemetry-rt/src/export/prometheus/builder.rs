//! What an exporter can be told when it is made.

use super::error::PrometheusError;
use super::exporter::PrometheusExporter;
use crate::engine::Engine;
use crate::engine::bounds::MOST_BOUNDS;
use crate::engine::config::Config;

/// What an exporter can be told when it is made.
///
/// ```
/// use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
///
/// let wrong = PrometheusExporter::builder().buckets("order_euros", &[10.0, 1.0]).build();
/// assert_eq!(
///     wrong.err().map(|error| error.to_string()).as_deref(),
///     Some("`buckets` of `order_euros` is `[10.0, 1.0]`, expected each bound to be greater than the one before, and bound 2 is not")
/// );
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until `build`"]
pub struct PrometheusBuilder {
    config: Config,
}

impl PrometheusBuilder {
    /// The most series that a metric has, 2,000 unless it is said otherwise. What comes then is counted in one series
    /// more, in which every label is `__other__`, and in `attuned_telemetry_series_overflow_total`.
    pub fn series_limit(mut self, series: usize) -> Self {
        self.config.series_limit = series;
        self
    }

    /// The upper bounds of the buckets of one histogram: 1 to 100 finite numbers in ascending order. One more bucket
    /// without a bound is always there.
    ///
    /// A histogram that nothing is said of has 13 bounds: 1 µs to 16.8 s if its name ends in `_seconds`, 64 bytes to
    /// 1 GiB if it ends in `_bytes`, otherwise 0.001 to 10<sup>9</sup>.
    pub fn buckets(mut self, metric: impl Into<String>, bounds: &[f64]) -> Self {
        self.config.by_name.push((metric.into(), bounds.to_vec()));
        self
    }

    /// The same for every histogram whose name begins like this. [`buckets`](Self::buckets) of its own go before, and
    /// of several prefixes the longest counts.
    pub fn buckets_for_prefix(mut self, prefix: impl Into<String>, bounds: &[f64]) -> Self {
        self.config.by_prefix.push((prefix.into(), bounds.to_vec()));
        self
    }

    /// An exporter that has counted nothing yet.
    ///
    /// # Errors
    ///
    /// If a setting has a value that it cannot have. The error names it, its value and what is allowed.
    pub fn build(self) -> Result<PrometheusExporter, PrometheusError> {
        let Config { series_limit, by_name, by_prefix } = &self.config;
        if *series_limit == 0 {
            return Err(wrong("series_limit".to_owned(), "0".to_owned(), "1 or more".to_owned()));
        }
        let settings = [("buckets", by_name), ("buckets_for_prefix", by_prefix)];
        for (setting, (of, bounds)) in
            settings.iter().flat_map(|(name, given)| given.iter().map(move |one| (name, one)))
        {
            if let Some(expected) = what_is_wrong(bounds) {
                return Err(wrong(format!("{setting}` of `{of}"), format!("{bounds:?}"), expected));
            }
        }
        Ok(PrometheusExporter::with(Engine::new(self.config)))
    }
}

fn wrong(setting: String, value: String, expected: String) -> PrometheusError {
    PrometheusError::Setting { setting, value, expected }
}

/// What is expected of these bounds, if they are not like that.
fn what_is_wrong(bounds: &[f64]) -> Option<String> {
    if !(1..=MOST_BOUNDS).contains(&bounds.len()) {
        return Some(format!("1 to {MOST_BOUNDS} bounds, and there are {}", bounds.len()));
    }
    if let Some(index) = bounds.iter().position(|bound| !bound.is_finite()) {
        return Some(format!(
            "finite bounds, and bound {} is `{}`; a bucket without a bound is always there",
            index + 1,
            bounds[index]
        ));
    }
    let index = bounds.windows(2).position(|pair| pair[0] >= pair[1])?;
    Some(format!("each bound to be greater than the one before, and bound {} is not", index + 2))
}
