//! The names of a series' labels, kept once for all series of a metric that have the same ones.

use super::pairs::Pair;

/// The names of the labels of some series, in the order of their identifiers.
#[derive(Debug)]
pub(crate) struct LabelSet {
    /// Tells the set from every other one that its metric ever had.
    pub(crate) id: u32,
    pub(crate) names: Box<[LabelName]>,
    /// The number of series that have these labels.
    pub(crate) series: u32,
}

/// The name of a label.
#[derive(Debug)]
pub(crate) struct LabelName {
    original: Box<str>,
    /// If it differs from the original.
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

    /// Whether these labels have the names of the set.
    pub(crate) fn has_names_of(&self, pairs: &[Pair<'_>]) -> bool {
        self.names.len() == pairs.len()
            && self.names.iter().zip(pairs).all(|(name, pair)| name.identifier() == pair.identifier)
    }
}

impl LabelName {
    /// The name as it was given first.
    #[cfg_attr(not(test), expect(dead_code, reason = "Prometheus asks for identifiers only"))]
    pub(crate) fn original(&self) -> &str {
        &self.original
    }

    pub(crate) fn identifier(&self) -> &str {
        self.identifier.as_deref().unwrap_or(&self.original)
    }
}
