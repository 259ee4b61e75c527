//! The metrics of an engine, by their names.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::engine::family::aggregation::LINES;
use crate::engine::family::aggregation::histograms_with;
use crate::engine::family::family::Family;
use crate::engine::family::metric_kind::MetricKind;
use crate::engine::identifier;

/// The metrics by the names that they are shown by. No two of them have lines of one name.
#[derive(Default)]
pub(crate) struct Names(BTreeMap<String, Arc<Family>>);

/// The metric of a name.
pub(crate) enum Named {
    /// It is of the sort that was asked for, and was there before.
    Known(Arc<Family>),
    New(Arc<Family>),
    /// This one has lines that it would have too.
    Taken(Arc<Family>),
}

impl Names {
    /// `None` if the name is free.
    pub(crate) fn find(&self, shown: &str, kind: MetricKind) -> Option<Named> {
        let found = self.0.get(shown);
        if let Some(family) = found.filter(|family| family.is(kind)) {
            return Some(Named::Known(Arc::clone(family)));
        }
        found.or_else(|| self.in_the_way(shown, kind)).map(|family| Named::Taken(Arc::clone(family)))
    }

    /// The same, and if the name is free it is this metric's.
    pub(crate) fn find_or_insert(&mut self, new: &Arc<Family>, kind: MetricKind) -> Named {
        self.find(&new.identifier, kind).unwrap_or_else(|| {
            self.0.insert(new.identifier.clone(), Arc::clone(new));
            Named::New(Arc::clone(new))
        })
    }

    /// A histogram that has lines of this name, or a metric whose name the lines of this histogram would have.
    fn in_the_way(&self, shown: &str, kind: MetricKind) -> Option<&Arc<Family>> {
        let histograms = histograms_with(shown).filter_map(|name| self.0.get(name));
        let mut histograms = histograms.filter(|family| family.is(MetricKind::Histogram));
        let of_a_line = || LINES.iter().find_map(|line| self.0.get(&format!("{shown}{line}")));
        histograms.next().or_else(|| if kind == MetricKind::Histogram { of_a_line() } else { None })
    }

    /// All in the order of their names.
    pub(crate) fn all(&self) -> Vec<Arc<Family>> {
        self.0.values().map(Arc::clone).collect()
    }
}

/// Says why a metric is shown by another name.
pub(crate) fn warn(shown: &str, kind: MetricKind, taken: &str, another: &str) {
    let kind = kind.name();
    if taken == shown {
        tracing::warn!("`{shown}` is another kind of metric; the {kind} is shown as `{another}`");
    } else if shown.starts_with(taken) {
        tracing::warn!("`{shown}` is a line of the histogram `{taken}`; the {kind} is shown as `{another}`");
    } else {
        tracing::warn!(
            "`{shown}` would have lines named `{taken}`, another metric; the {kind} is shown as `{another}`"
        );
    }
}

/// Returns the identifier that a metric asks for.
pub(crate) fn asked_identifier(name: &str, kind: MetricKind) -> Cow<'_, str> {
    let name = identifier::of_metric(name);
    if kind == MetricKind::Counter && !name.ends_with("_total") { Cow::Owned(format!("{name}_total")) } else { name }
}

/// A counter's name ends in `_total` also then.
pub(crate) fn another_name(name: &str, kind: MetricKind) -> String {
    match (kind, name.strip_suffix("_total")) {
        (MetricKind::Counter, Some(name)) => format!("{name}_counter_total"),
        _ => format!("{name}_{}", kind.name()),
    }
}
