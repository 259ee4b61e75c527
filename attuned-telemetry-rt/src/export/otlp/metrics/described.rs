//! What is sent of a metric besides its points.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use metrics::Unit;

use super::names::OtlpName;
use crate::catalog::catalog;

/// What is sent of a metric besides its points.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Described<'metric> {
    /// The scope of the annotated functions that the metric belongs to. Empty for other metrics.
    pub(super) scope: &'static str,
    pub(super) name: OtlpName,
    pub(super) description: Cow<'metric, str>,
    pub(super) data: Data,
}

/// The type of a metric's points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Data {
    Counter,
    Gauge,
    Histogram,
    Exponential,
}

/// The scope of an annotated function's metric, and what a counter counts.
type Annotated = (&'static str, &'static str);

impl<'metric> Described<'metric> {
    /// Describes the metric with the name `original`, as the program gave it. Its identifier is its name on a page.
    pub(crate) fn new(
        original: &str,
        identifier: &str,
        unit: Option<Unit>,
        description: Cow<'metric, str>,
        data: Data,
    ) -> Self {
        let (scope, counted) = annotated().get(identifier).copied().unwrap_or_default();
        let name = OtlpName::of(original, identifier, data == Data::Counter, unit).counting(counted);
        Self { scope, name, description, data }
    }
}

impl Described<'_> {
    /// Sets another name, which is sent without a unit.
    pub(super) fn named(self, name: &str) -> Self {
        Self { name: OtlpName { name: name.to_owned(), unit: Cow::Borrowed("") }, ..self }
    }
}

/// Returns the metrics of the annotated functions by their identifiers.
fn annotated() -> &'static HashMap<String, Annotated> {
    static ANNOTATED: OnceLock<HashMap<String, Annotated>> = OnceLock::new();
    ANNOTATED.get_or_init(|| {
        let mut annotated = HashMap::new();
        for operation in catalog().operations {
            let Some(names) = operation.metrics else { continue };
            let others = names.in_flight.into_iter().chain(names.objective_met);
            let counted = [(names.calls, "{call}"), (names.duration, ""), (names.errors, "{error}")];
            let all = counted.into_iter().chain(others.map(|name| (name, "{call}")));
            annotated.extend(all.map(|(name, counted)| (name, (operation.scope, counted))));
        }
        annotated
    })
}
