//! What an engine is told when it is made.

use std::time::Duration;

/// What an engine is told when it is made.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    /// The most series of a metric, those of the overflow not counted.
    pub(crate) series_limit: usize,
    /// How long a series with labels is shown after its value last changed; `None` is for ever.
    pub(crate) idle: Option<Duration>,
    /// The buckets of histograms, by their name.
    pub(crate) by_name: Vec<(String, Buckets)>,
    /// The buckets of histograms, by what their name begins with.
    pub(crate) by_prefix: Vec<(String, Buckets)>,
}

/// What buckets a histogram has.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Buckets {
    /// Those with these upper bounds, in ascending order.
    Bounds(Vec<f64>),
    /// Exponential ones, made where values come, of this schema: from -4 (the widest) to 8.
    Exponential(i8),
}

impl Default for Config {
    fn default() -> Self {
        Self { series_limit: 2_000, idle: None, by_name: Vec::new(), by_prefix: Vec::new() }
    }
}

impl Config {
    /// The buckets that a histogram is to have: those of its name, its `own`, or those of the longest prefix. It goes by the name that the
    /// program says and by the one that is shown, which has no `.`.
    pub(crate) fn buckets<'a>(&'a self, name: &str, shown: &str, own: Option<&'a Buckets>) -> Option<&'a Buckets> {
        let is_named = |given: &str| given == name || given == shown;
        let begins = |prefix: &str| name.starts_with(prefix) || shown.starts_with(prefix);
        let by_name = self.by_name.iter().rev().find(|(given, _)| is_named(given));
        let by_prefix =
            || self.by_prefix.iter().filter(|(prefix, _)| begins(prefix)).max_by_key(|(prefix, _)| prefix.len());
        by_name.map(|(_, buckets)| buckets).or(own).or_else(|| by_prefix().map(|(_, buckets)| buckets))
    }
}
