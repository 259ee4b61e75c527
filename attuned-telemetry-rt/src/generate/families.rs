//! Groups the operations of a catalog by the names of their metrics. Operations in the same group are distinguished by
//! their labels.

use std::collections::BTreeMap;

use super::promql::equals;
use crate::catalog::entries::{Catalog, MetricNames, ObjectiveEntry, OperationEntry};

/// Operations with the same metrics.
pub(crate) struct Family<'catalog> {
    pub(crate) names: &'catalog MetricNames,
    pub(crate) operations: Vec<&'catalog OperationEntry>,
}

/// The objective of an operation.
pub(crate) struct OperationObjective<'catalog> {
    pub(crate) operation: &'catalog OperationEntry,
    pub(crate) objective: ObjectiveEntry,
    /// Name of the counter of calls that met the objective.
    pub(crate) met: &'catalog str,
}

/// Returns the families of a catalog, sorted by prefix.
pub(crate) fn families(catalog: &Catalog) -> Vec<Family<'_>> {
    let mut families: BTreeMap<&str, Family<'_>> = BTreeMap::new();
    for operation in &catalog.operations {
        let Some(names) = &operation.metrics else { continue };
        let family = || Family { names, operations: Vec::new() };
        families.entry(&names.prefix).or_insert_with(family).operations.push(operation);
    }
    families.into_values().collect()
}

/// Returns the labels that distinguish operations, `operation` first.
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
    /// Returns the labels that distinguish its operations: the constant labels of their annotations.
    pub(crate) fn naming_labels(&self) -> Vec<&'catalog str> {
        let labels = self.operations.iter().flat_map(|operation| constant_labels(operation));
        let mut names: Vec<_> = labels.map(|(name, _)| name).collect();
        names.sort_by_key(|name| (*name != "operation", *name));
        names.dedup();
        names
    }

    /// Returns the gauge of calls in flight, if an operation has it.
    pub(crate) fn in_flight(&self) -> Option<&'catalog str> {
        self.operations.iter().find_map(|operation| operation.metrics.as_ref()?.in_flight.as_deref())
    }

    /// Returns the objectives of its operations. Functions with the same series have one objective, with the strictest
    /// target.
    pub(crate) fn objectives(&self) -> Vec<OperationObjective<'catalog>> {
        let mut objectives: BTreeMap<String, OperationObjective<'catalog>> = BTreeMap::new();
        for objective in self.operations.iter().filter_map(|operation| objective(operation)) {
            let target = objective.objective.target;
            let merged = objectives.entry(self.matchers(objective.operation).join(",")).or_insert(objective);
            if target > merged.objective.target {
                merged.objective.target = target;
            }
        }
        objectives.into_values().collect()
    }

    /// Returns matchers for the series of one operation: its constant labels have their values, and the constant labels
    /// of the other operations are absent.
    pub(crate) fn matchers(&self, operation: &OperationEntry) -> Vec<String> {
        let mut matchers: Vec<_> = constant_labels(operation).map(|(name, value)| equals(name, value)).collect();
        let has = |name: &str| operation.labels.iter().any(|label| label.name == name);
        matchers.extend(self.naming_labels().into_iter().filter(|name| !has(name)).map(|name| equals(name, "")));
        matchers
    }
}

fn objective(operation: &OperationEntry) -> Option<OperationObjective<'_>> {
    let met = operation.metrics.as_ref()?.objective_met.as_deref()?;
    Some(OperationObjective { operation, objective: operation.objective?, met })
}

/// Returns the constant labels of an operation.
pub(crate) fn constant_labels(operation: &OperationEntry) -> impl Iterator<Item = (&'static str, &'static str)> {
    operation.labels.iter().filter_map(|label| Some((label.name, label.value?)))
}
