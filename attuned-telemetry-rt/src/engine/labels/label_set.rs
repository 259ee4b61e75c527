//! The names of labels, which are stored once for all series of a metric that have the same label names.

use super::pairs::Pair;

/// The names of the labels of some series, in the order of their identifiers.
#[derive(Debug)]
pub(crate) struct LabelSet {
    /// Unique among the last 2<sup>32</sup> sets of the metric, including removed ones. Only those of one page are
    /// compared.
    pub(crate) id: u32,
    pub(crate) names: Box<[LabelName]>,
    /// The number of series that have these labels.
    pub(crate) series: u32,
}

/// The name of a label.
#[derive(Debug)]
pub(crate) struct LabelName {
    original: Box<str>,
    /// `None` if it is the same as the original.
    identifier: Option<Box<str>>,
}

impl LabelSet {
    pub(crate) fn new(id: u32, pairs: &[Pair<'_>]) -> Self {
        let name = |pair: &Pair<'_>| LabelName {
            original: pair.name.into(),
            identifier: (pair.identifier != pair.name).then(|| pair.identifier.into()),
        };
        Self { id, names: pairs.iter().map(name).collect(), series: 0 }
    }

    /// Whether the set consists of the names of these labels.
    pub(crate) fn has_names_of(&self, pairs: &[Pair<'_>]) -> bool {
        self.names.len() == pairs.len()
            && self.names.iter().zip(pairs).all(|(name, pair)| name.identifier() == pair.identifier)
    }
}

impl LabelName {
    /// Returns the name that was first given for the label.
    pub(crate) fn original(&self) -> &str {
        &self.original
    }

    pub(crate) fn identifier(&self) -> &str {
        self.identifier.as_deref().unwrap_or(&self.original)
    }
}
