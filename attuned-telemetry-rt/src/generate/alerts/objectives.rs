//! Alerts on the burn rate of error budgets, each over a long window and a short window. The long window ensures that
//! the problem is significant. The short window ensures that the problem still exists.
//!
//! Source: <https://sre.google/workbook/alerting-on-slos/>, 6: Multiwindow, Multi-Burn-Rate Alerts

use super::options::AlertOptions;
use super::rule::{Alert, Group, Record, Rule, Runbook, Severity, literal};
use crate::generate::families::{Family, OperationObjective, constant_labels};
use crate::generate::promql::ANSWERED;

/// A burn rate of the 30-day error budget, and its windows.
struct Burn {
    factor: f64,
    long: &'static str,
    short: &'static str,
}

/// Burn rates that page: the budget is used up in two or five days.
const FAST: [Burn; 2] =
    [Burn { factor: 14.4, long: "1h", short: "5m" }, Burn { factor: 6.0, long: "6h", short: "30m" }];

/// Burn rates that create a ticket: the budget is used up in ten or thirty days.
const SLOW: [Burn; 2] = [Burn { factor: 3.0, long: "1d", short: "2h" }, Burn { factor: 1.0, long: "3d", short: "6h" }];

/// Windows of the recorded ratios and counts. Counts are needed only over long windows.
const RATIOS: [&str; 7] = ["5m", "30m", "1h", "2h", "6h", "1d", "3d"];
const COUNTS: [&str; 4] = ["1h", "6h", "1d", "3d"];

/// Returns the rules of a family's objectives, `None` if it has none.
pub(crate) fn group(family: &Family<'_>, options: &AlertOptions) -> Option<Group> {
    let prefix = &family.names.prefix;
    let objectives = family.objectives();
    let rules: Vec<_> = objectives.iter().flat_map(|objective| rules(family, objective, options)).collect();
    (!rules.is_empty()).then(|| Group { name: format!("{prefix} objectives"), rules })
}

fn rules(family: &Family<'_>, target: &OperationObjective<'_>, options: &AlertOptions) -> Vec<Rule> {
    let objective = Objective { family, target, min_missed: options.min_missed };
    let ratios = RATIOS.iter().map(|window| objective.ratio_over(window));
    let counts = COUNTS.iter().map(|window| objective.count_over(window));
    let mut rules: Vec<_> = ratios.chain(counts).map(Rule::Record).collect();
    rules.extend(objective.alert("ObjectiveBurnsFast", &FAST, Severity::Page).map(Rule::Alert));
    rules.extend(objective.alert("ObjectiveBurnsSlowly", &SLOW, Severity::Ticket).map(Rule::Alert));
    rules
}

/// An objective of a family.
struct Objective<'rules> {
    family: &'rules Family<'rules>,
    target: &'rules OperationObjective<'rules>,
    /// Minimum number of missed calls for an alert.
    min_missed: u64,
}

impl Objective<'_> {
    /// `attuned.store.upsert`
    fn title(&self) -> String {
        format!("{}.{}", self.target.operation.scope, self.target.operation.op)
    }

    /// Returns the error budget: the share of calls that may miss the objective.
    fn budget(&self) -> f64 {
        (100.0 - self.target.objective.target) / 100.0
    }

    /// Records the share of calls that missed the objective. Without calls, the ratio has no value.
    fn ratio_over(&self, window: &str) -> Record {
        let [met, calls] = self.counters(window);
        let expression = format!("1 - sum by (job) (rate({met}))\n  / (sum by (job) (rate({calls})) > 0)");
        self.record(self.ratio_name(window), expression)
    }

    /// Records the number of calls that missed the objective.
    fn count_over(&self, window: &str) -> Record {
        let [met, calls] = self.counters(window);
        let expression = format!("sum by (job) (increase({calls}))\n  - sum by (job) (increase({met}))");
        self.record(self.count_name(window), expression)
    }

    /// Returns selectors over a window: the calls that met the objective, and all calls.
    fn counters(&self, window: &str) -> [String; 2] {
        let matchers = self.family.matchers(self.target.operation);
        let met = format!("{}{{{}}}[{window}]", self.target.met, matchers.join(","));
        let of_calls = [matchers.as_slice(), &[ANSWERED.to_owned()]].concat();
        let calls = format!("{}{{{}}}[{window}]", self.family.names.calls, of_calls.join(","));
        [met, calls]
    }

    fn record(&self, name: String, expression: String) -> Record {
        let labels = constant_labels(self.target.operation);
        Record { name, expression, labels: labels.map(|(name, value)| (name.to_owned(), value.to_owned())).collect() }
    }

    fn ratio_name(&self, window: &str) -> String {
        format!("{}:objective_missed:ratio_rate{window}", self.family.names.prefix)
    }

    fn count_name(&self, window: &str) -> String {
        format!("{}:objective_missed:increase{window}", self.family.names.prefix)
    }

    /// Returns an alert on the given burn rates. A burn rate that cannot be reached even if all calls fail is left out.
    /// Returns `None` if no burn rate remains.
    fn alert(&self, name: &'static str, burns: &[Burn], severity: Severity) -> Option<Alert> {
        let reachable = burns.iter().filter(|burn| burn.factor * self.budget() < 1.0);
        let conditions: Vec<_> = reachable.map(|burn| self.burns(burn)).collect();
        let expression = conditions.join("\nor\n");
        let title = literal(&self.title());
        let definition = self.definition();
        let (pending, speed) = match severity {
            Severity::Page => ("2m", "the 30-day error budget will be used up within days"),
            Severity::Ticket => ("15m", "the error budget will be used up before its 30 days end"),
        };
        let doc = literal(self.target.operation.doc);
        let alert = || Alert {
            name,
            expression,
            pending: Some(pending),
            severity,
            labels: vec![("scope", self.family.names.prefix.clone()), ("objective", title.clone())],
            summary: format!("{title} is burning its error budget in {{{{ $labels.job }}}}"),
            description: format!(
                "{{{{ $value | humanizePercentage }}}} of calls failed or were too slow. Objective: {definition}."
            ),
            runbook: Runbook {
                meaning: format!("calls of `{title}` fail or are too slow: {speed}. {doc}").trim_end().to_owned(),
                diagnosis: "in the dashboard's row of this scope, check whether calls fail or are slow, since when, and \
                            in which instances. For failures, look at the error types; for slow calls, open the trace \
                            of an exemplar.",
                mitigation: "roll back the change that caused it, or reduce the load. If the objective is wrong, change \
                             `slo(…)` in the code and generate the rules again.",
            },
        };
        (!conditions.is_empty()).then(alert)
    }

    fn burns(&self, burn: &Burn) -> String {
        let matchers = self.family.matchers(self.target.operation).join(",");
        let threshold = format!("> {} * {}", burn.factor, decimal(self.budget()));
        let condition = |name: String, threshold: &str| format!("  {name}{{{matchers}}} {threshold}");
        let conditions = [
            condition(self.ratio_name(burn.long), &threshold),
            condition(self.ratio_name(burn.short), &threshold),
            condition(self.count_name(burn.long), &format!(">= {}", self.min_missed)),
        ];
        format!("(\n{}\n)", conditions.join("\n  and\n"))
    }

    /// `99.9 % of calls succeed within 250ms`
    fn definition(&self) -> String {
        let objective = &self.target.objective;
        format!("{} % of calls succeed within {:?}", decimal(objective.target), objective.latency)
    }
}

/// Rounds away floating-point errors: 0.001, not 0.0009999999999999432.
fn decimal(number: f64) -> String {
    let digits = format!("{number:.10}");
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn floating_point_errors_are_rounded_away() {
        assert_eq!(decimal((100.0 - 99.9) / 100.0), "0.001");
        assert_eq!(decimal(99.95), "99.95");
        assert_eq!(decimal(100.0), "100");
    }
}
