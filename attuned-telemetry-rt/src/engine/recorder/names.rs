//! The metrics of an engine, by their names.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::engine::family::aggregation::LINES;
use crate::engine::family::aggregation::histograms_with;
use crate::engine::family::family::Family;
use crate::engine::family::metric_kind::MetricKind;
use crate::engine::histogram::conventional;
use crate::engine::labels::identifier;

/// The metrics by their identifiers. No two metrics expose samples with the same name.
#[derive(Default)]
pub(crate) struct Names(BTreeMap<String, Arc<Family>>);

/// The result of looking up an identifier.
pub(crate) enum Named {
    /// The metric existed, and is of the requested kind.
    Known(Arc<Family>),
    /// The metric was created.
    New(Arc<Family>),
    /// Another metric, which has this name or exposes samples with the same name.
    Taken(Arc<Family>),
}

impl Names {
    /// Looks up an identifier. Returns `None` if it is free.
    pub(crate) fn find(&self, shown: &str, kind: MetricKind) -> Option<Named> {
        let found = self.0.get(shown);
        if let Some(family) = found.filter(|family| family.is(kind)) {
            return Some(Named::Known(Arc::clone(family)));
        }
        found.or_else(|| self.in_the_way(shown, kind)).map(|family| Named::Taken(Arc::clone(family)))
    }

    /// Returns the metric that was registered with a name, under whatever identifier.
    pub(crate) fn known(&self, name: &str, kind: MetricKind) -> Option<Arc<Family>> {
        let mut shown = asked_identifier(name, kind);
        loop {
            match self.find(&shown, kind)? {
                Named::Known(family) | Named::New(family) => return Some(family),
                Named::Taken(_) => shown = Cow::Owned(another_name(&shown, kind)),
            }
        }
    }

    /// Returns the number of metrics.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Looks up the identifier of a metric, and adds the metric if the identifier is free.
    pub(crate) fn find_or_insert(&mut self, new: &Arc<Family>, kind: MetricKind) -> Named {
        self.find(&new.identifier, kind).unwrap_or_else(|| {
            self.0.insert(new.identifier.clone(), Arc::clone(new));
            Named::New(Arc::clone(new))
        })
    }

    /// Returns a metric that conflicts with the identifier `shown`: a histogram that exposes samples with this name or,
    /// if `kind` is a histogram, a metric with the name of one of its samples.
    fn in_the_way(&self, shown: &str, kind: MetricKind) -> Option<&Arc<Family>> {
        let histograms = histograms_with(shown).filter_map(|name| self.0.get(name));
        let mut histograms = histograms.filter(|family| family.is(MetricKind::Histogram));
        let of_a_line = || LINES.iter().find_map(|line| self.0.get(&format!("{shown}{line}")));
        histograms.next().or_else(|| if kind == MetricKind::Histogram { of_a_line() } else { None })
    }

    /// Returns all metrics in the order of their identifiers.
    pub(crate) fn all(&self) -> Vec<Arc<Family>> {
        self.0.values().map(Arc::clone).collect()
    }
}

/// Logs why a metric is exposed under another name.
pub(crate) fn warn(shown: &str, kind: MetricKind, taken: &str, another: &str) {
    let kind = kind.name();
    if taken == shown {
        tracing::warn!("`{shown}` already exists as another kind of metric; the {kind} is exposed as `{another}`");
    } else if shown.starts_with(taken) {
        tracing::warn!("`{shown}` is reserved by the histogram `{taken}`; the {kind} is exposed as `{another}`");
    } else {
        tracing::warn!(
            "`{shown}` would expose samples of `{taken}`, another metric; the {kind} is exposed as `{another}`"
        );
    }
}

/// Returns the identifier to try first for a metric. Another metric may already have it. The identifier of a counter
/// ends in `_total`, and that of a duration of HTTP requests in `_seconds`.
pub(crate) fn asked_identifier(name: &str, kind: MetricKind) -> Cow<'_, str> {
    if let Some(identifier) = conventional::identifier(name).filter(|_| kind == MetricKind::Histogram) {
        return Cow::Borrowed(identifier);
    }
    let name = identifier::of_metric(name);
    if kind.is_counter() && !name.ends_with("_total") { Cow::Owned(format!("{name}_total")) } else { name }
}

/// Returns the identifier to try next if `name` is taken. The identifier of a counter still ends in `_total`.
pub(crate) fn another_name(name: &str, kind: MetricKind) -> String {
    match name.strip_suffix("_total") {
        Some(name) if kind.is_counter() => format!("{name}_counter_total"),
        _ => format!("{name}_{}", kind.name()),
    }
}
