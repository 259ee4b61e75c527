//! The series of all annotated operations, which start at zero before the first call.

use std::collections::BTreeMap;

use metrics::Unit;

use super::series_metrics::{SeriesMetrics, own_buckets};
use crate::catalog::linked;
use crate::core::operation::definition::definition::Definition;
use crate::core::operation::metrics::keys::help;
use crate::core::operation::metrics::names::MetricNames;
use crate::core::text::shortened::shortened;
use crate::engine::family::metric_kind::MetricKind;
use crate::engine::histogram::bounds::SECONDS;
use crate::engine::recorder::config::Buckets;
use crate::engine::recorder::engine::Engine;

/// The maximum number of bytes of doc comments in a description.
const MOST_BYTES: usize = 400;

impl Engine {
    /// Describes the metrics of all operations of the program, and creates the series that have no labels with values
    /// from calls.
    pub(crate) fn list_operations(&self) {
        // Sorted, because the linker's order can change from build to build.
        let mut definitions: Vec<_> = linked::operations().map(|operation| &operation.definition).collect();
        definitions.sort_by_key(|definition| (definition.location.file(), definition.location.line()));
        let definitions = || definitions.iter().copied();
        let mut documented = BTreeMap::<_, (MetricNames, Vec<_>)>::new();
        for definition in definitions() {
            if let Some(names) = MetricNames::of(definition) {
                documented.entry(names.calls()).or_insert((names, Vec::new())).1.push(definition);
            }
        }
        for (names, definitions) in documented.values() {
            self.make_durations(names, definitions);
            self.describe_operations(names, definitions);
        }
        for definition in definitions().filter(|definition| !definition.settings.has_labels_of_call()) {
            if let Some(metrics) = SeriesMetrics::new(self, definition, &[], false) {
                metrics.make_all(definition);
            }
        }
    }

    /// Describes the metrics of an operation, unless they were described when the list of operations was read. On some
    /// platforms, that list is empty.
    pub(super) fn describe_operation(&self, definition: &Definition) {
        if let Some(names) = MetricNames::of(definition) {
            self.describe_operations(&names, &[definition]);
        }
    }

    /// Creates the histogram of durations with the buckets that its operations configure.
    fn make_durations(&self, names: &MetricNames, definitions: &[&Definition]) {
        let asked: Vec<_> = definitions.iter().map(|definition| own_buckets(definition)).collect();
        let is_mixed = asked.iter().flatten().any(|buckets| matches!(buckets, Buckets::Bounds(_)))
            && asked.iter().flatten().any(|buckets| matches!(buckets, Buckets::Exponential(_)));
        self.family(&names.duration(), MetricKind::Histogram, all_of(&asked).as_ref());
        if is_mixed {
            tracing::warn!(
                "some operations configure bucket bounds and others exponential buckets for the histogram `{}`; it has \
                 exponential buckets. For different buckets, give the operations different `metrics = \"…\"`",
                names.duration()
            );
        }
    }

    fn describe_operations(&self, names: &MetricNames, definitions: &[&Definition]) {
        let all = docs(definitions.iter().copied());
        let describe = |name: String, kind, unit, text: &str| self.describe(&name, kind, unit, &format!("{text}{all}"));
        describe(names.calls(), MetricKind::Counter, None, help::CALLS);
        describe(names.errors(), MetricKind::Counter, None, help::ERRORS);
        describe(names.duration(), MetricKind::Histogram, Some(Unit::Seconds), help::DURATION);
        let running = definitions.iter().copied().filter(|definition| definition.settings.in_flight);
        let text = format!("{}{}", help::IN_FLIGHT, docs(running));
        self.describe(&names.in_flight(), MetricKind::Gauge, None, &text);
    }
}

/// Returns the buckets of a metric that several operations share. If one operation configures exponential buckets, they
/// are exponential. Otherwise they have the bounds of all operations; one that configures none adds the default bounds.
/// Returns `None` if no operation configures buckets.
fn all_of(asked: &[Option<Buckets>]) -> Option<Buckets> {
    let exponential = asked.iter().flatten().find(|buckets| matches!(buckets, Buckets::Exponential(_)));
    if exponential.is_some() || asked.iter().all(Option::is_none) {
        return exponential.cloned();
    }
    let bounds = asked.iter().flat_map(|buckets| match buckets {
        Some(Buckets::Bounds(bounds)) => bounds.as_slice(),
        _ => SECONDS.as_slice(),
    });
    Some(Buckets::Bounds(bounds.copied().collect()))
}

/// Returns the doc comments of the operations that share a metric: ` get: Finds a state; upsert: Stores a state.`
fn docs<'a>(definitions: impl Iterator<Item = &'a Definition>) -> String {
    let mut docs: Vec<_> = definitions
        .filter_map(|definition| {
            let [_, op, _, doc] = definition.names;
            let name = if definition.settings.operation_label { format!("{op}: ") } else { String::new() };
            (!doc.is_empty()).then(|| format!("{name}{}", doc.trim_end_matches('.')))
        })
        .collect();
    docs.sort();
    docs.dedup();
    if docs.is_empty() {
        return String::new();
    }
    shortened(&format!(" {}.", docs.join("; ")), MOST_BYTES).into_owned()
}
