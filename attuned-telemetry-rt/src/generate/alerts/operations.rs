//! Alerts on what operations do, promised or not: errors, and calls that pile up.

use super::options::AlertOptions;
use super::rule::{Alert, Group, Rule, Runbook, Severity};
use crate::generate::families::Family;
use crate::generate::promql::{ANSWERED, FAILED, by};

/// The rules of a family.
pub(crate) fn group(family: &Family<'_>, options: &AlertOptions) -> Group {
    let mut rules = vec![Rule::Alert(error_share(family, options))];
    rules.extend(family.in_flight().map(|gauge| Rule::Alert(saturated(family, gauge, options.most_in_flight))));
    Group { name: family.names.prefix.clone(), rules }
}

fn error_share(family: &Family<'_>, options: &AlertOptions) -> Alert {
    let AlertOptions { error_percent: percent, least_errors, .. } = options;
    let calls = &family.names.calls;
    let labels = family.naming_labels();
    let each = by(&[&["job"], labels.as_slice()].concat());
    let sum = |matcher: &str| format!("  sum{each} (rate({calls}{{{matcher}}}[5m]))");
    Alert {
        name: "ErrorShareHigh",
        // The five minutes of the rate, and the ten that it must last.
        expression: format!(
            "(\n{}\n  /\n{}\n) * 100 > {percent}\nand\nsum{each} (increase({calls}{{{FAILED}}}[15m])) >= {least_errors}",
            sum(FAILED),
            sum(ANSWERED)
        ),
        pending: Some("10m"),
        severity: Severity::Ticket,
        labels: vec![("scope", family.names.prefix.clone())],
        summary: format!("{} fails in {{{{ $labels.job }}}}", named(family)),
        description: format!(
            "{{{{ $value | printf \"%.1f\" }}}} % of the calls have failed for 10 minutes; more than {percent} % are \
             too many."
        ),
        runbook: Runbook {
            meaning: "many calls end as `error` or `panicked`. Calls whose client went away are not among them."
                .to_owned(),
            look: "`Top errors` in the dashboard: which type, in which operation? A type of the caller's making, like \
                   `not_found`, asks for another look than one of the store's.",
            act: "follow the type to where the code makes it. An outcome that is no failure is told by `ok_if` or \
                  `error_if` in the annotation.",
        },
    }
}

fn saturated(family: &Family<'_>, gauge: &str, most: u64) -> Alert {
    let labels = family.naming_labels();
    let each = by(&[&["job", "instance"], labels.as_slice()].concat());
    Alert {
        name: "Saturated",
        expression: format!("sum{each} ({gauge}) > {most}"),
        pending: Some("5m"),
        severity: Severity::Ticket,
        labels: vec![("scope", family.names.prefix.clone())],
        summary: format!("{} piles up in {{{{ $labels.instance }}}}", named(family)),
        description: format!("{{{{ $value }}}} calls run at once; more than {most} are too many."),
        runbook: Runbook {
            meaning: "calls come faster than they end, so each waits for others.".to_owned(),
            look: "the duration beside the rate: did calls become slow, or did more of them come? Then what they wait \
                   for: the operations that they call, connections, locks.",
            act: "if they became slow, mend what they wait for; if more came, add instances or refuse some early.",
        },
    }
}

/// The operation that an alert is about, as its labels name it: `attuned_store upsert`
fn named(family: &Family<'_>) -> String {
    let labels = family.naming_labels().into_iter().map(|label| format!(" {{{{ $labels.{label} }}}}"));
    format!("{}{}", family.names.prefix, labels.collect::<String>())
}
