//! A list of propagators, without duplicates.

use super::error::PropagatorsError;
use super::propagator::Propagator;

/// The formats of a list, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct List(pub(super) Vec<Propagator>);

impl List {
    /// Creates a list. Duplicates are removed.
    pub(super) fn new(propagators: impl IntoIterator<Item = Propagator>) -> Self {
        let mut list = Vec::new();
        for propagator in propagators {
            if !list.contains(&propagator) {
                list.push(propagator);
            }
        }
        Self(list)
    }

    /// Parses names that are separated by commas. An empty text is the default list.
    pub(super) fn parse(text: &str) -> Result<Self, PropagatorsError> {
        let names = || text.split(',').map(str::trim).filter(|name| !name.is_empty());
        let is_none = |name: &str| name.eq_ignore_ascii_case("none");
        if names().next().is_none() {
            return Ok(Self::default());
        }
        if names().any(is_none) {
            return if names().all(is_none) { Ok(Self(Vec::new())) } else { Err(PropagatorsError::NoneAndOthers) };
        }
        names().map(str::parse).collect::<Result<Vec<_>, _>>().map(Self::new)
    }
}

impl Default for List {
    fn default() -> Self {
        Self(vec![Propagator::TraceContext, Propagator::Baggage])
    }
}
