//! Operations that share a scope and a name.

use serde::Serialize;

use super::entries::{Catalog, OperationEntry};

/// A scope and an operation that several annotations share. Their calls are counted in the same series, unless the
/// annotations set different metric prefixes or labels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Duplicate {
    /// The shared scope.
    pub scope: &'static str,
    /// The shared operation.
    pub op: &'static str,
    /// Locations of the annotations, at least two, in the order of the catalog.
    pub places: Vec<Place>,
}

/// Location of an annotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Path of the module.
    pub module: &'static str,
    /// Path of the file, as passed to the compiler.
    pub file: &'static str,
    /// Line number, from 1.
    pub line: u32,
}

impl Catalog {
    /// Returns the operations whose scope and name are shared by several annotations.
    ///
    /// ```standalone_crate
    /// use attuned_telemetry_rt::{catalog, observed};
    ///
    /// mod disk {
    ///     #[attuned_telemetry_rt::observed(scope = "attuned.store")]
    ///     pub(crate) fn get() {}
    /// }
    ///
    /// #[observed(scope = "attuned.store")]
    /// fn get() {
    ///     disk::get();
    /// }
    ///
    /// let duplicates = catalog().duplicates();
    /// assert_eq!((duplicates[0].scope, duplicates[0].op), ("attuned.store", "get"));
    /// assert_eq!(duplicates[0].places.len(), 2);
    /// # get();
    /// ```
    #[must_use]
    pub fn duplicates(&self) -> Vec<Duplicate> {
        let mut operations: Vec<_> = self.operations.iter().collect();
        operations.sort_by_key(|entry| (entry.scope, entry.op));
        let same = operations.chunk_by(|one, other| (one.scope, one.op) == (other.scope, other.op));
        same.filter(|entries| entries.len() > 1).map(duplicate).collect()
    }
}

fn duplicate(entries: &[&OperationEntry]) -> Duplicate {
    let place = |entry: &&OperationEntry| Place { module: entry.module, file: entry.file, line: entry.line };
    let (scope, op) = entries.first().map(|first| (first.scope, first.op)).unwrap_or_default();
    Duplicate { scope, op, places: entries.iter().map(place).collect() }
}
