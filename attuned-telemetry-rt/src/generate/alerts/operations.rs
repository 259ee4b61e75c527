//! Alerts of operations: error ratio and saturation.

use super::options::AlertOptions;
use super::rule::{Alert, Group, Rule, Runbook, Severity};
use crate::generate::families::Family;
use crate::generate::promql::{ANSWERED, FAILED, by};

/// Returns the rules of a family.
pub(crate) fn group(family: &Family<'_>, options: &AlertOptions) -> Group {
    let mut rules = vec![Rule::Alert(error_share(family, options))];
    rules.extend(family.in_flight().map(|gauge| Rule::Alert(saturated(family, gauge, options.max_in_flight))));
    Group { name: family.names.prefix.clone(), rules }
}

fn error_share(family: &Family<'_>, options: &AlertOptions) -> Alert {
    let AlertOptions { error_percent: percent, min_errors, .. } = options;
    let calls = &family.names.calls;
    let labels = family.naming_labels();
    let each = by(&[&["job"], labels.as_slice()].concat());
    let sum = |matcher: &str| format!("  sum{each} (rate({calls}{{{matcher}}}[5m]))");
    Alert {
        name: "ErrorShareHigh",
        // 15 minutes is the window of the rate plus the pending time.
        expression: format!(
            "(\n{}\n  /\n{}\n) * 100 > {percent}\nand\nsum{each} (increase({calls}{{{FAILED}}}[15m])) >= {min_errors}",
            sum(FAILED),
            sum(ANSWERED)
        ),
        pending: Some("10m"),
        severity: Severity::Ticket,
        labels: vec![("scope", family.names.prefix.clone())],
        summary: format!("High error ratio of {} in {{{{ $labels.job }}}}", named(family)),
        description: format!(
            "{{{{ $value | printf \"%.1f\" }}}} % of calls have failed for 10 minutes (threshold: {percent} %)."
        ),
        runbook: Runbook {
            meaning: "too many calls end as `error` or `panicked`. Cancelled calls are excluded.".to_owned(),
            diagnosis: "find the error type and the operation in the panel `Top errors`. Types like `not_found` are \
                        caused by clients, others by the service or its dependencies. Check what changed when the \
                        errors began.",
            mitigation: "roll back the change, or fix the failing dependency. If the outcome is not a failure, set \
                         `ok_if` or `error_if` in the annotation.",
        },
    }
}

fn saturated(family: &Family<'_>, gauge: &str, max: u64) -> Alert {
    let labels = family.naming_labels();
    let each = by(&[&["job", "instance"], labels.as_slice()].concat());
    Alert {
        name: "Saturated",
        expression: format!("sum{each} ({gauge}) > {max}"),
        pending: Some("5m"),
        severity: Severity::Ticket,
        labels: vec![("scope", family.names.prefix.clone())],
        summary: format!("{} is saturated in {{{{ $labels.instance }}}}", named(family)),
        description: format!("{{{{ $value }}}} calls are in flight (threshold: {max})."),
        runbook: Runbook {
            meaning: "calls arrive faster than they complete, so they queue and become slow.".to_owned(),
            diagnosis: "compare the call rate and the duration: has the load increased, or have calls become slow? If \
                        they are slow, check what they wait for: dependencies, connection pools, locks.",
            mitigation: "for more load, add instances or shed load. For slow calls, fix the dependency that they wait \
                         for.",
        },
    }
}

/// Returns a template for the name of the operation: `attuned_store upsert`.
fn named(family: &Family<'_>) -> String {
    let labels = family.naming_labels().into_iter().map(|label| format!(" {{{{ $labels.{label} }}}}"));
    format!("{}{}", family.names.prefix, labels.collect::<String>())
}
