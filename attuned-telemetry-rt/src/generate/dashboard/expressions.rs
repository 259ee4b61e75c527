//! Prometheus expressions of the panels.
//!
//! Functions like `rate` drop the metric name, so one expression over several prefixes would mix their series. Instead,
//! each prefix has its own expression, labelled with its scope, and `or` combines them.

use crate::generate::families::{Family, OperationObjective};
use crate::generate::promql::{ANSWERED, FAILED, by};

/// Matchers of the selected jobs and instances.
const SELECTED: &str = r#"job=~"$job",instance=~"$instance""#;

/// The window of rates, and the time range of the dashboard.
pub(crate) const RATE: &str = "$__rate_interval";
pub(crate) const RANGE: &str = "$__range";

/// A selector of series.
pub(crate) struct Selector {
    selector: String,
}

impl Selector {
    /// Selects a metric of the scope for which a row is repeated. The selector matches by regular expression, so it is
    /// valid even if the variable has several values, for example in the panel editor.
    pub(crate) fn of_row(suffix: &str) -> Self {
        Self { selector: format!(r#"{{__name__=~"${{scope}}{suffix}",{SELECTED}}}"#) }
    }

    /// Selects a metric of a family, if its scope is selected.
    pub(crate) fn of_family(family: &Family<'_>, metric: &str) -> Self {
        let suffix = metric.strip_prefix(&family.names.prefix).unwrap_or(metric);
        Self { selector: format!(r#"{{__name__="{metric}",__name__=~"${{scope:regex}}{suffix}",{SELECTED}}}"#) }
    }

    /// Selects a metric of telemetry itself.
    pub(crate) fn of_telemetry(metric: &str) -> Self {
        Self { selector: format!("{metric}{{{SELECTED}}}") }
    }

    /// Adds a matcher.
    pub(crate) fn with(&self, matcher: &str) -> Self {
        let inner = self.selector.strip_suffix('}').unwrap_or(&self.selector);
        Self { selector: format!("{inner},{matcher}}}") }
    }

    pub(crate) fn rate(&self, window: &str, labels: &[&str]) -> String {
        format!("sum{} (rate({}[{window}]))", by(labels), self.selector)
    }

    pub(crate) fn increase(&self, window: &str, labels: &[&str]) -> String {
        format!("sum{} (increase({}[{window}]))", by(labels), self.selector)
    }

    /// Returns the increase, including counters that are new in the window. These start above zero, so `increase` does
    /// not see their first value.
    pub(crate) fn increase_from_nothing(&self, window: &str, labels: &[&str]) -> String {
        let counter = &self.selector;
        let new = format!("{counter} unless {counter} offset {window}");
        format!("sum{} (({new}) or increase({counter}[{window}]))", by(labels))
    }

    pub(crate) fn sum(&self, labels: &[&str]) -> String {
        format!("sum{} ({})", by(labels), self.selector)
    }

    pub(crate) fn max(&self, labels: &[&str]) -> String {
        format!("max{} ({})", by(labels), self.selector)
    }

    /// Returns the latest of some timestamps. 0 means that there is none yet.
    pub(crate) fn last(&self, labels: &[&str]) -> String {
        format!("max{} ({} > 0)", by(labels), self.selector)
    }

    /// Returns the selector.
    pub(crate) fn plain(&self) -> &str {
        &self.selector
    }

    /// Returns the share of failed calls: 0 if none failed, no value without calls.
    pub(crate) fn error_ratio(&self, labels: &[&str]) -> String {
        let (failed, answered) = (self.with(FAILED), self.with(ANSWERED));
        let (failed, answered) = (failed.rate(RATE, labels), answered.rate(RATE, labels));
        format!("({failed} or 0 * {answered}) / ({answered} > 0)")
    }

    /// Returns a quantile of a histogram's buckets.
    pub(crate) fn quantile(&self, share: f64, window: &str, labels: &[&str]) -> String {
        let labels = [&["le"], labels].concat();
        format!("histogram_quantile({share}, {})", self.rate(window, &labels))
    }
}

/// Combines the expressions of some families, distinguished by the label `scope`.
pub(crate) fn combine<'a>(
    families: impl IntoIterator<Item = &'a Family<'a>>,
    of: impl Fn(&Family<'_>) -> Option<String>,
) -> Option<String> {
    let scoped = families.into_iter().filter_map(|family| Some(scoped(family, &of(family)?)));
    let expressions: Vec<_> = scoped.collect();
    (!expressions.is_empty()).then(|| expressions.join("\nor\n"))
}

fn scoped(family: &Family<'_>, expression: &str) -> String {
    format!(r#"label_replace({expression}, "scope", "{}", "", "")"#, family.names.prefix)
}

/// Returns the burn rate of a family's error budgets, `None` without objectives.
pub(crate) fn burn_rate(family: &Family<'_>, labels: &[&str], window: &str) -> Option<String> {
    let (met, ratio) = objective(family)?;
    let missed = format!("(1 - {})", ratio_met(family, &met, labels, window));
    let budget = format!("(1 - {})", Selector::of_family(family, &ratio).max(labels));
    Some(format!("{missed} / {budget}"))
}

/// Returns the share of calls that met a family's objectives, `None` without objectives.
pub(crate) fn objective_met(family: &Family<'_>, labels: &[&str], window: &str) -> Option<String> {
    let (met, _) = objective(family)?;
    Some(ratio_met(family, &met, labels, window))
}

fn ratio_met(family: &Family<'_>, met: &str, labels: &[&str], window: &str) -> String {
    let calls = Selector::of_family(family, &family.names.calls).with(ANSWERED);
    let met = Selector::of_family(family, met);
    format!("{} / ({} > 0)", met.rate(window, labels), calls.rate(window, labels))
}

/// Returns the counter of calls that met a family's objectives, and the gauge of the targets.
fn objective(family: &Family<'_>) -> Option<(String, String)> {
    let met = family.objectives().first().map(|OperationObjective { met, .. }| (*met).to_owned())?;
    let ratio = format!("{}_objective_ratio", family.names.prefix);
    Some((met, ratio))
}
