//! Catalog entries of the operations.

use std::time::Duration;

#[cfg(feature = "otlp")]
use tracing::Metadata;

use super::entries::{LabelEntry, MetricNames, ObjectiveEntry, OperationEntry};
use super::linked;
use crate::core::operation::definition::definition::Definition;
use crate::core::operation::definition::settings::{Objective, Prefix, Settings};
use crate::core::operation::metrics::names;

/// Returns the entries of all functions with `#[observed]`.
pub(super) fn operations() -> Vec<OperationEntry> {
    linked::operations().map(|listed| operation(&listed.definition)).collect()
}

/// Returns the scope of the annotated function that opens spans at a place in the code. `None` if that is no annotated
/// function, or the linker cannot collect them.
#[cfg(feature = "otlp")]
pub(crate) fn scope_of_spans(metadata: &'static Metadata<'static>) -> Option<&'static str> {
    let [scope, ..] = linked::operations().find(|operation| operation.opens(metadata))?.definition.names;
    Some(scope)
}

fn operation(definition: &Definition) -> OperationEntry {
    let Definition { names: [scope, op, span, doc], module, returns, location, settings, .. } = *definition;
    OperationEntry {
        scope,
        op,
        span: settings.span.then_some(span),
        metrics: names::MetricNames::of(definition).map(|names| metrics(&names, settings)),
        labels: labels(op, settings),
        statuses: returns.possible_outcomes().to_vec(),
        slow: (settings.slow > 0).then(|| Duration::from_nanos(settings.slow)),
        objective: settings.objective.map(objective),
        module,
        file: location.file(),
        line: location.line(),
        doc,
    }
}

fn objective(Objective { latency, target }: Objective) -> ObjectiveEntry {
    ObjectiveEntry { latency: Duration::from_nanos(latency), target }
}

fn metrics(names: &names::MetricNames, settings: &Settings) -> MetricNames {
    MetricNames {
        prefix: names.prefix.clone(),
        calls: names.calls(),
        duration: names.duration(),
        errors: names.errors(),
        in_flight: settings.in_flight.then(|| names.in_flight()),
        objective_met: settings.objective.map(|_| names.objective_met()),
    }
}

/// Returns the labels in the order of the series.
fn labels(op: &'static str, settings: &Settings) -> Vec<LabelEntry> {
    if matches!(settings.metrics, Prefix::None) {
        return Vec::new();
    }
    let operation = settings.operation_label.then_some(("operation", op));
    let constant = operation.into_iter().chain(settings.labels.iter().copied());
    let constant = constant.map(|(name, value)| LabelEntry { name, value: Some(value) });
    let of_calls = settings.labels_of_arguments.iter().chain(settings.labels_of_returned);
    constant.chain(of_calls.map(|name| LabelEntry { name, value: None })).collect()
}
