//! The operations of a catalog by the names of their metrics: those that count in the same metrics are told apart by
//! their labels.

use std::collections::BTreeMap;

use super::promql::equals;
use crate::catalog::entries::{Catalog, MetricNames, ObjectiveEntry, OperationEntry};

/// The operations that count in the same metrics.
pub(crate) struct Family<'catalog> {
    pub(crate) names: &'catalog MetricNames,
    pub(crate) operations: Vec<&'catalog OperationEntry>,
}

/// What an operation promises, and which calls are its calls.
pub(crate) struct Promise<'catalog> {
    pub(crate) operation: &'catalog OperationEntry,
    pub(crate) objective: ObjectiveEntry,
    /// The counter of the calls that kept it.
    pub(crate) met: &'catalog str,
}

/// The families of a catalog, by their prefixes.
pub(crate) fn families(catalog: &Catalog) -> Vec<Family<'_>> {
    let mut families: BTreeMap<&str, Family<'_>> = BTreeMap::new();
    for operation in &catalog.operations {
        let Some(names) = &operation.metrics else { continue };
        let family = || Family { names, operations: Vec::new() };
        families.entry(&names.prefix).or_insert_with(family).operations.push(operation);
    }
    families.into_values().collect()
}

/// The labels that tell operations apart, `operation` before the others.
pub(crate) fn naming_labels<'catalog>(families: &[Family<'catalog>]) -> Vec<&'catalog str> {
    let mut names = Vec::new();
    for name in families.iter().flat_map(Family::naming_labels) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.sort_by_key(|name| *name != "operation");
    names
}

impl<'catalog> Family<'catalog> {
    /// The labels that tell its operations apart: those whose values the code says.
    pub(crate) fn naming_labels(&self) -> Vec<&'catalog str> {
        let labels = self.operations.iter().flat_map(|operation| constant_labels(operation));
        let mut names: Vec<_> = labels.map(|(name, _)| name).collect();
        names.sort_by_key(|name| (*name != "operation", *name));
        names.dedup();
        names
    }

    /// The gauge of running calls, if one of them has it.
    pub(crate) fn in_flight(&self) -> Option<&'catalog str> {
        self.operations.iter().find_map(|operation| operation.metrics.as_ref()?.in_flight.as_deref())
    }

    /// What its operations promise. Several functions that count in the same series are one operation here, and the
    /// strictest of their promises counts.
    pub(crate) fn promises(&self) -> Vec<Promise<'catalog>> {
        let mut promises: BTreeMap<String, Promise<'catalog>> = BTreeMap::new();
        for promise in self.operations.iter().filter_map(|operation| promise(operation)) {
            let target = promise.objective.target;
            let place = promises.entry(self.matchers(promise.operation).join(",")).or_insert(promise);
            if target > place.objective.target {
                place.objective.target = target;
            }
        }
        promises.into_values().collect()
    }

    /// What an operation's series have, and those of the others in the family have not: its constant labels, and none
    /// of theirs.
    pub(crate) fn matchers(&self, operation: &OperationEntry) -> Vec<String> {
        let mut matchers: Vec<_> = constant_labels(operation).map(|(name, value)| equals(name, value)).collect();
        let has = |name: &str| operation.labels.iter().any(|label| label.name == name);
        matchers.extend(self.naming_labels().into_iter().filter(|name| !has(name)).map(|name| equals(name, "")));
        matchers
    }
}

fn promise(operation: &OperationEntry) -> Option<Promise<'_>> {
    let met = operation.metrics.as_ref()?.objective_met.as_deref()?;
    Some(Promise { operation, objective: operation.objective?, met })
}

/// The labels of an operation whose values are always the same.
pub(crate) fn constant_labels(operation: &OperationEntry) -> impl Iterator<Item = (&'static str, &'static str)> {
    operation.labels.iter().filter_map(|label| Some((label.name, label.value?)))
}
