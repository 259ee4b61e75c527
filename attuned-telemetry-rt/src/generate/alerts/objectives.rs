//! Alerts on objectives: how fast the budget of errors is burnt, each time over a long window and a short one. The long
//! one says that it matters, the short one that it has not ended.
//!
//! Source: <https://sre.google/workbook/alerting-on-slos/>, 6: Multiwindow, Multi-Burn-Rate Alerts

use super::options::AlertOptions;
use super::rule::{Alert, Group, Record, Rule, Runbook, Severity, literal};
use crate::generate::families::{Family, Promise, constant_labels};
use crate::generate::promql::ANSWERED;

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

/// The windows that a share of calls is taken over, and those that calls are counted over: the long ones.
const SHARES: [&str; 7] = ["5m", "30m", "1h", "2h", "6h", "1d", "3d"];
const COUNTS: [&str; 4] = ["1h", "6h", "1d", "3d"];

/// The rules of a family's objectives, if it has some.
pub(crate) fn group(family: &Family<'_>, options: &AlertOptions) -> Option<Group> {
    let prefix = &family.names.prefix;
    let promises = family.promises();
    let rules: Vec<_> = promises.iter().flat_map(|promise| rules(family, promise, options)).collect();
    (!rules.is_empty()).then(|| Group { name: format!("{prefix} objectives"), rules })
}

fn rules(family: &Family<'_>, promise: &Promise<'_>, options: &AlertOptions) -> Vec<Rule> {
    let objective = Objective { family, promise, least_missed: options.least_missed };
    let shares = SHARES.iter().map(|window| objective.share_over(window));
    let counts = COUNTS.iter().map(|window| objective.count_over(window));
    let mut rules: Vec<_> = shares.chain(counts).map(Rule::Record).collect();
    rules.extend(objective.alert("ObjectiveBurnsFast", &FAST, Severity::Page).map(Rule::Alert));
    rules.extend(objective.alert("ObjectiveBurnsSlowly", &SLOW, Severity::Ticket).map(Rule::Alert));
    rules
}

/// One objective of a family.
struct Objective<'rules> {
    family: &'rules Family<'rules>,
    promise: &'rules Promise<'rules>,
    /// How many calls must have missed it before somebody is told.
    least_missed: u64,
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
    fn share_over(&self, window: &str) -> Record {
        let [met, calls] = self.counters(window);
        let expression = format!("1 - sum by (job) (rate({met}))\n  / (sum by (job) (rate({calls})) > 0)");
        self.record(self.share_name(window), expression)
    }

    /// How many calls missed it.
    fn count_over(&self, window: &str) -> Record {
        let [met, calls] = self.counters(window);
        let expression = format!("sum by (job) (increase({calls}))\n  - sum by (job) (increase({met}))");
        self.record(self.count_name(window), expression)
    }

    /// Its calls that kept it and all of them, in a window.
    fn counters(&self, window: &str) -> [String; 2] {
        let matchers = self.family.matchers(self.promise.operation);
        let met = format!("{}{{{}}}[{window}]", self.promise.met, matchers.join(","));
        let of_calls = [matchers.as_slice(), &[ANSWERED.to_owned()]].concat();
        let calls = format!("{}{{{}}}[{window}]", self.family.names.calls, of_calls.join(","));
        [met, calls]
    }

    fn record(&self, name: String, expression: String) -> Record {
        let labels = constant_labels(self.promise.operation);
        Record { name, expression, labels: labels.map(|(name, value)| (name.to_owned(), value.to_owned())).collect() }
    }

    fn share_name(&self, window: &str) -> String {
        format!("{}:objective_missed:ratio_rate{window}", self.family.names.prefix)
    }

    fn count_name(&self, window: &str) -> String {
        format!("{}:objective_missed:increase{window}", self.family.names.prefix)
    }

    /// An alert on some speeds; none if calls that all miss the objective would not burn that fast.
    fn alert(&self, name: &'static str, burns: &[Burn], severity: Severity) -> Option<Alert> {
        let reachable = burns.iter().filter(|burn| burn.factor * self.budget() < 1.0);
        let conditions: Vec<_> = reachable.map(|burn| self.burns(burn)).collect();
        let expression = conditions.join("\nor\n");
        let title = literal(&self.title());
        let promised = self.promised();
        let (pending, speed) = match severity {
            Severity::Page => ("2m", "so fast that the budget of 30 days is gone within days"),
            Severity::Ticket => ("15m", "faster than the budget of 30 days allows"),
        };
        let doc = literal(self.promise.operation.doc);
        let alert = || Alert {
            name,
            expression,
            pending: Some(pending),
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
        let threshold = format!("> {} * {}", burn.factor, decimal(self.budget()));
        let condition = |name: String, threshold: &str| format!("  {name}{{{matchers}}} {threshold}");
        let conditions = [
            condition(self.share_name(burn.long), &threshold),
            condition(self.share_name(burn.short), &threshold),
            condition(self.count_name(burn.long), &format!(">= {}", self.least_missed)),
        ];
        format!("(\n{}\n)", conditions.join("\n  and\n"))
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
