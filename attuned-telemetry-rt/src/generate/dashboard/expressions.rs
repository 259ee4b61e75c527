//! What the panels ask Prometheus.
//!
//! Functions that are named for a metric's name lose that name, so one expression over several prefixes would mix them
//! up. Each prefix is asked alone instead and labelled with its scope, and `or` puts them side by side.

use crate::generate::families::{Family, Promise};
use crate::generate::promql::{ANSWERED, FAILED, by};

/// The processes that are chosen on the page.
pub(crate) const CHOSEN: &str = r#"job=~"$job",instance=~"$instance""#;

/// The time that a rate is taken over, and the whole time that is shown.
pub(crate) const RATE: &str = "$__rate_interval";
pub(crate) const RANGE: &str = "$__range";

/// The series of a metric.
pub(crate) struct Selector {
    selector: String,
}

impl Selector {
    /// Of the scope that a row is repeated for. It is a pattern, so that it is a question also where the variable stands
    /// for all of them, as while a panel is edited.
    pub(crate) fn of_row(suffix: &str) -> Self {
        Self { selector: format!(r#"{{__name__=~"${{scope}}{suffix}",{CHOSEN}}}"#) }
    }

    /// Of a family, if its scope is chosen.
    pub(crate) fn of_family(family: &Family<'_>, metric: &str) -> Self {
        let suffix = metric.strip_prefix(&family.names.prefix).unwrap_or(metric);
        Self { selector: format!(r#"{{__name__="{metric}",__name__=~"${{scope:regex}}{suffix}",{CHOSEN}}}"#) }
    }

    /// Of telemetry itself.
    pub(crate) fn of_telemetry(metric: &str) -> Self {
        Self { selector: format!("{metric}{{{CHOSEN}}}") }
    }

    /// Those that a matcher wants.
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

    /// The increase of counters that are there only since they grew. They began at zero, which no scrape has seen, so
    /// that the first of them is all that there is.
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

    /// The last of some times. A time that is 0 has not come yet.
    pub(crate) fn last(&self, labels: &[&str]) -> String {
        format!("max{} ({} > 0)", by(labels), self.selector)
    }

    /// The series as they are.
    pub(crate) fn plain(&self) -> &str {
        &self.selector
    }

    /// The share of calls that failed; 0 if none did, and nothing without calls.
    pub(crate) fn error_share(&self, labels: &[&str]) -> String {
        let (failed, answered) = (self.with(FAILED), self.with(ANSWERED));
        let (failed, answered) = (failed.rate(RATE, labels), answered.rate(RATE, labels));
        format!("({failed} or 0 * {answered}) / ({answered} > 0)")
    }

    /// A quantile of a histogram's buckets.
    pub(crate) fn quantile(&self, share: f64, window: &str, labels: &[&str]) -> String {
        let labels = [&["le"], labels].concat();
        format!("histogram_quantile({share}, {})", self.rate(window, &labels))
    }
}

/// An expression for each of some families, side by side and told apart by the label `scope`.
pub(crate) fn side_by_side<'a>(
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

/// How many times faster than it may the budget of a family's objectives is burnt, if it has some.
pub(crate) fn burn(family: &Family<'_>, labels: &[&str], window: &str) -> Option<String> {
    let (met, ratio) = objective(family)?;
    let missed = format!("(1 - {})", kept(family, &met, labels, window));
    let budget = format!("(1 - {})", Selector::of_family(family, &ratio).max(labels));
    Some(format!("{missed} / {budget}"))
}

/// The share of calls that kept a family's objectives, if it has some.
pub(crate) fn kept_share(family: &Family<'_>, labels: &[&str], window: &str) -> Option<String> {
    let (met, _) = objective(family)?;
    Some(kept(family, &met, labels, window))
}

fn kept(family: &Family<'_>, met: &str, labels: &[&str], window: &str) -> String {
    let calls = Selector::of_family(family, &family.names.calls).with(ANSWERED);
    let met = Selector::of_family(family, met);
    format!("{} / ({} > 0)", met.rate(window, labels), calls.rate(window, labels))
}

/// The counter of a family's calls that kept their objectives, and the gauge of what was promised.
fn objective(family: &Family<'_>) -> Option<(String, String)> {
    let met = family.promises().first().map(|Promise { met, .. }| (*met).to_owned())?;
    let ratio = format!("{}_objective_ratio", family.names.prefix);
    Some((met, ratio))
}
