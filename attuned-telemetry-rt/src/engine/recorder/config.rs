//! The configuration of an engine.

use std::time::Duration;

#[cfg(feature = "otlp")]
use crate::engine::histogram::exponential::schema;
use crate::engine::labels::LabelLimits;

/// The configuration of an engine.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    /// The maximum number of series of a metric, without its overflow series.
    pub(crate) series_limit: usize,
    /// The maximum number of metrics that are registered by name, outside annotations.
    pub(crate) metric_limit: usize,
    pub(crate) labels: LabelLimits,
    /// A series with labels is hidden when nothing was recorded in it for this time. `None` if series never expire.
    pub(crate) idle: Option<Duration>,
    /// The buckets of histograms, by name.
    pub(crate) by_name: Vec<(String, Buckets)>,
    /// The buckets of histograms, by prefix of the name.
    pub(crate) by_prefix: Vec<(String, Buckets)>,
}

/// The buckets of a histogram.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Buckets {
    /// Buckets with these upper bounds, in ascending order.
    Bounds(Vec<f64>),
    /// Exponential buckets of this schema, from -4 (the widest) to 8.
    Exponential(i8),
}

impl Default for Config {
    fn default() -> Self {
        let (by_name, by_prefix) = (Vec::new(), Vec::new());
        let (metric_limit, labels) = (10_000, LabelLimits::default());
        Self { series_limit: 2_000, metric_limit, labels, idle: None, by_name, by_prefix }
    }
}

impl Config {
    /// The default configuration, but histograms without buckets of their own are exponential.
    #[cfg(feature = "otlp")]
    pub(crate) fn exponential() -> Self {
        Self { by_prefix: vec![(String::new(), Buckets::Exponential(schema::DEFAULT))], ..Self::default() }
    }

    /// Whether histograms without buckets of their own are exponential here, or need not be according to `wanted`.
    #[cfg(all(feature = "init", feature = "otlp"))]
    pub(crate) fn is_as_exponential_as(&self, wanted: &Self) -> bool {
        let default = |config: &Self| config.buckets("", "", None).cloned();
        matches!(default(self), Some(Buckets::Exponential(_))) || default(wanted).is_none()
    }

    /// Returns the buckets of a histogram: the buckets configured for its name, otherwise its `own` buckets, otherwise
    /// the buckets of the longest prefix. The name in the configuration may be the original `name` or the exposed one.
    pub(crate) fn buckets<'a>(&'a self, name: &str, shown: &str, own: Option<&'a Buckets>) -> Option<&'a Buckets> {
        let is_named = |given: &str| given == name || given == shown;
        let begins = |prefix: &str| name.starts_with(prefix) || shown.starts_with(prefix);
        let by_name = self.by_name.iter().rev().find(|(given, _)| is_named(given));
        let by_prefix =
            || self.by_prefix.iter().filter(|(prefix, _)| begins(prefix)).max_by_key(|(prefix, _)| prefix.len());
        by_name.map(|(_, buckets)| buckets).or(own).or_else(|| by_prefix().map(|(_, buckets)| buckets))
    }
}
