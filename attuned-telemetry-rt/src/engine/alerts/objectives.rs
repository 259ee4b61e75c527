//! Alerts on objectives: how fast the budget of errors is burnt, each time over a long window and a short one. The long
//! one says that it matters, the short one that it has not ended.
//!
//! Source: <https://sre.google/workbook/alerting-on-slos/>, 6: Multiwindow, Multi-Burn-Rate Alerts

use super::rule::{Alert, Group, Record, Rule, Runbook, Severity, literal};
use crate::engine::catalog::family::{Family, Promise, constant_labels};
use crate::engine::promql::ANSWERED;

/// A speed at which the budget of 30 days is burnt, and the windows that it is measured over.
struct Burn {
    factor: f64,
    long: &'static str,
    short: &'static str,
}

/// A budget that is gone in two days, or in five: somebody is woken up.
const FAST: [Burn; 2] =
    [Burn { factor: 14.4, long: "1h", short: "5m" }, Burn { factor: 6.0, long: "6h", short: "30m" }];

/// A budget that is gone in ten days, or not before its month ends: it can wait for the morning.
const SLOW: [Burn; 2] = [Burn { factor: 3.0, long: "1d", short: "2h" }, Burn { factor: 1.0, long: "3d", short: "6h" }];

/// The rules of a family's objectives, if it has some.
pub(super) fn group(family: &Family<'_>) -> Option<Group> {
    let prefix = &family.names.prefix;
    let promises = family.promises();
    let rules: Vec<_> = promises.iter().flat_map(|promise| rules(family, promise)).collect();
    (!rules.is_empty()).then(|| Group { name: format!("{prefix} objectives"), rules })
}

fn rules(family: &Family<'_>, promise: &Promise<'_>) -> Vec<Rule> {
    let objective = Objective { family, promise };
    let mut rules = Vec::new();
    for window in ["5m", "30m", "1h", "2h", "6h", "1d", "3d"] {
        rules.push(Rule::Record(objective.missed_over(window)));
    }
    rules.extend(objective.alert("ObjectiveBurnsFast", &FAST, Severity::Page).map(Rule::Alert));
    rules.extend(objective.alert("ObjectiveBurnsSlowly", &SLOW, Severity::Ticket).map(Rule::Alert));
    rules
}

/// One objective of a family.
struct Objective<'rules> {
    family: &'rules Family<'rules>,
    promise: &'rules Promise<'rules>,
}

impl Objective<'_> {
    /// `attuned.store.upsert`
    fn title(&self) -> String {
        format!("{}.{}", self.promise.operation.scope, self.promise.operation.op)
    }

    /// The share of calls that may miss it.
    fn budget(&self) -> f64 {
        (100.0 - self.promise.objective.target) / 100.0
    }

    /// The share of calls that missed it. Without calls there is no share.
    fn missed_over(&self, window: &str) -> Record {
        let matchers = self.family.matchers(self.promise.operation);
        let met = format!("{}{{{}}}", self.promise.met, matchers.join(","));
        let mut of_calls = matchers;
        of_calls.push(ANSWERED.to_owned());
        let calls = format!("{}{{{}}}", self.family.names.calls, of_calls.join(","));
        let expression =
            format!("1 - sum by (job) (rate({met}[{window}]))\n  / (sum by (job) (rate({calls}[{window}])) > 0)");
        let labels = constant_labels(self.promise.operation);
        Record {
            name: self.missed_name(window),
            expression,
            labels: labels.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        }
    }

    fn missed_name(&self, window: &str) -> String {
        format!("{}:objective_missed:ratio_rate{window}", self.family.names.prefix)
    }

    /// An alert on some speeds; none if calls that all miss the objective would not burn that fast.
    fn alert(&self, name: &'static str, burns: &[Burn], severity: Severity) -> Option<Alert> {
        let reachable = burns.iter().filter(|burn| burn.factor * self.budget() < 1.0);
        let conditions: Vec<_> = reachable.map(|burn| self.burns(burn)).collect();
        let expression = conditions.join("\nor\n");
        let title = literal(&self.title());
        let promised = self.promised();
        let speed = match severity {
            Severity::Page => "so fast that the budget of 30 days is gone within days",
            Severity::Ticket => "faster than the budget of 30 days allows",
        };
        let doc = literal(self.promise.operation.doc);
        let alert = || Alert {
            name,
            expression,
            pending: None,
            severity,
            labels: vec![("scope", self.family.names.prefix.clone()), ("objective", title.clone())],
            summary: format!("{title} misses its objective in {{{{ $labels.job }}}}"),
            description: format!(
                "{{{{ $value | humanizePercentage }}}} of the calls failed or took too long. Promised: {promised}."
            ),
            runbook: Runbook {
                meaning: format!("calls of `{title}` fail or are late, {speed}. {doc}").trim_end().to_owned(),
                look: "the dashboard's row of this scope: are they errors or is it slow, since when, in which \
                       instances? Then an exemplar of the slow calls, and the errors' types.",
                act: "undo what was changed when it began, or take load off. If the promise itself is wrong, change \
                      `slo(…)` in the code and make the rules anew.",
            },
        };
        (!conditions.is_empty()).then(alert)
    }

    fn burns(&self, burn: &Burn) -> String {
        let matchers = self.family.matchers(self.promise.operation).join(",");
        let threshold = format!("{} * {}", burn.factor, decimal(self.budget()));
        let condition = |window: &str| format!("  {}{{{matchers}}} > {threshold}", self.missed_name(window));
        format!("(\n{}\n  and\n{}\n)", condition(burn.long), condition(burn.short))
    }

    /// `99.9 % of the calls succeed within 250ms`
    fn promised(&self) -> String {
        let objective = &self.promise.objective;
        format!("{} % of the calls succeed within {:?}", decimal(objective.target), objective.latency)
    }
}

/// A number without what is too small to be meant: 0.001, and not 0.0009999999999999432.
fn decimal(number: f64) -> String {
    let digits = format!("{number:.10}");
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn numbers_are_written_as_they_are_meant() {
        assert_eq!(decimal((100.0 - 99.9) / 100.0), "0.001");
        assert_eq!(decimal(99.95), "99.95");
        assert_eq!(decimal(100.0), "100");
    }
}
