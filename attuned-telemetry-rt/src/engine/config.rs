//! What an engine is told when it is made.

use super::bounds::Bounds;

/// What an engine is told when it is made.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    /// The most series of a metric.
    pub(crate) series_limit: usize,
    /// The bounds of histograms, by their name.
    pub(crate) by_name: Vec<(String, Vec<f64>)>,
    /// The bounds of histograms, by what their name begins with.
    pub(crate) by_prefix: Vec<(String, Vec<f64>)>,
}

impl Default for Config {
    fn default() -> Self {
        Self { series_limit: 2_000, by_name: Vec::new(), by_prefix: Vec::new() }
    }
}

impl Config {
    /// The bounds that a histogram is to have: those of its name, or of the longest prefix.
    pub(crate) fn bounds(&self, name: &str) -> Option<Bounds> {
        let by_name = self.by_name.iter().rev().find(|(given, _)| given == name);
        let by_prefix = || {
            let matching = self.by_prefix.iter().filter(|(prefix, _)| name.starts_with(prefix));
            matching.max_by_key(|(prefix, _)| prefix.len())
        };
        by_name.or_else(by_prefix).map(|(_, values)| Bounds::new(values))
    }
}
