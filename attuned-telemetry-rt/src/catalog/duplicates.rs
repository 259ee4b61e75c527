//! Operations that cannot be told apart by their names.

use serde::Serialize;

use super::entries::{Catalog, OperationEntry};

/// A scope and an operation that several annotations name: their metrics are joined in the same series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Duplicate {
    /// The scope that they share.
    pub scope: &'static str,
    /// The operation that they share.
    pub op: &'static str,
    /// Where the annotations are: two at least, in the order of the catalog.
    pub places: Vec<Place>,
}

/// Where an annotation is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The module that it is in.
    pub module: &'static str,
    /// The file that it is in, as the compiler was given it.
    pub file: &'static str,
    /// Its line.
    pub line: u32,
}

impl Catalog {
    /// The operations whose scope and name another annotation has too.
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
