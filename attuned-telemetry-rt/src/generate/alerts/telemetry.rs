//! Alerts that every program has: its components, and telemetry itself.

use super::options::AlertOptions;
use super::rule::{Alert, Group, Rule, Runbook, Severity};

/// The rules that name no operation.
pub(crate) fn group(options: &AlertOptions) -> Group {
    let always = [component(), part(), stale_report(), audit_loss(), overflow()];
    let alerts = always.into_iter().chain(options.breakers.then(breaker));
    Group { name: "attuned_telemetry".to_owned(), rules: alerts.map(Rule::Alert).collect() }
}

/// A component without a dot in its path was registered by the program, so it decides whether the process is ready.
fn component() -> Alert {
    Alert {
        name: "ComponentUnhealthy",
        expression: unhealthy(r#"component!~".*[.].*""#),
        pending: Some("2m"),
        severity: Severity::Page,
        labels: Vec::new(),
        summary: "{{ $labels.component }} is unhealthy in {{ $labels.instance }}".to_owned(),
        description: "{{ $labels.component }} of {{ $labels.job }} has been unhealthy for 2 minutes.".to_owned(),
        runbook: Runbook {
            meaning: "the component does not do what it is for. Unless it is optional, `/readyz` answers 503 and the \
                      process gets no traffic."
                .to_owned(),
            look: "`/readyz` of the instance: which part of the component fails? Is it one instance, or all of them?",
            act: "one instance: restart it, or move it. All: mend what they share, and do not restart them.",
        },
    }
}

fn part() -> Alert {
    Alert {
        name: "PartUnhealthy",
        expression: unhealthy(r#"component=~".*[.].*""#),
        pending: Some("5m"),
        severity: Severity::Ticket,
        labels: Vec::new(),
        summary: "{{ $labels.component }} is unhealthy in {{ $labels.instance }}".to_owned(),
        description: "{{ $labels.component }} of {{ $labels.job }} has been unhealthy for 5 minutes.".to_owned(),
        runbook: Runbook {
            meaning: "a part of a component fails. If it is optional, the component does without it; if not, \
                      `ComponentUnhealthy` says so too."
                .to_owned(),
            look: "the health row of the dashboard: since when, and in how many instances?",
            act: "mend the part while the rest still works.",
        },
    }
}

fn unhealthy(components: &str) -> String {
    format!(
        "max by (job, instance, component) (attuned_telemetry_health_status{{state=\"unhealthy\",{components}}}) == 1"
    )
}

fn stale_report() -> Alert {
    Alert {
        name: "HealthReportStale",
        expression: "time() - attuned_telemetry_health_check_timestamp_seconds > 300".to_owned(),
        pending: Some("2m"),
        severity: Severity::Page,
        labels: Vec::new(),
        summary: "The health checks of {{ $labels.instance }} hang".to_owned(),
        description: "The last report is {{ $value | humanizeDuration }} old, though every scrape asks for one."
            .to_owned(),
        runbook: Runbook {
            meaning: "a check blocks its thread, so that no report is finished: what is said of the components is old."
                .to_owned(),
            look: "the stacks of the process: a check that waits for a lock or for a call without a time limit.",
            act: "restart the instance, and make the check wait with `.await`: then its `timeout` holds.",
        },
    }
}

fn audit_loss() -> Alert {
    Alert {
        name: "AuditRecordsLost",
        // Where there is a sink it is there from the start, at zero: the first loss is an increase.
        expression: "sum by (job, instance) (increase(attuned_telemetry_audit_lost_total[15m])) > 0".to_owned(),
        pending: None,
        severity: Severity::Page,
        labels: Vec::new(),
        summary: "{{ $labels.instance }} loses audit records".to_owned(),
        description: "{{ $value | humanize }} audit records of {{ $labels.job }} were lost in 15 minutes.".to_owned(),
        runbook: Runbook {
            meaning: "calls were made whose records are in no sink. They will not be there later.".to_owned(),
            look: "the log: the first loss, and every one that doubles their number, is logged with its reason. Then \
                   the sink's disk or server.",
            act: "make room, or repair the sink. Where no call may go unrecorded, annotate it with `required`.",
        },
    }
}

fn overflow() -> Alert {
    Alert {
        name: "SeriesOverflow",
        expression: overflow_over("1h"),
        pending: None,
        severity: Severity::Ticket,
        labels: Vec::new(),
        summary: "{{ $labels.metric }} has too many series in {{ $labels.instance }}".to_owned(),
        description: "{{ $value | humanize }} updates of {{ $labels.metric }} went to its overflow series in an hour."
            .to_owned(),
        runbook: Runbook {
            meaning:
                "a label has more values than the limit allows: the sums are right, the new values have no series \
                      of their own."
                    .to_owned(),
            look: "the labels of the metric: which one has so many values?",
            act: "make the label's set smaller, or raise the limit if Prometheus can bear it.",
        },
    }
}

/// What went to overflow series. A counter that is there only since it grew began at zero, which no scrape has seen.
fn overflow_over(window: &str) -> String {
    let (counter, by) = ("attuned_telemetry_series_overflow_total", "sum by (job, instance, metric)");
    format!("{by} (increase({counter}[{window}])) > 0\nor\n{by} ({counter} unless {counter} offset {window}) > 0")
}

fn breaker() -> Alert {
    Alert {
        name: "BreakerOpen",
        expression: "max by (job, instance, backend) (attuned_telemetry_breaker_state{state=\"open\"}) == 1".to_owned(),
        pending: Some("2m"),
        severity: Severity::Ticket,
        labels: Vec::new(),
        summary: "{{ $labels.instance }} sends nothing to {{ $labels.backend }}".to_owned(),
        description: "The breaker before {{ $labels.backend }} has been open for 2 minutes.".to_owned(),
        runbook: Runbook {
            meaning: "the backend failed so often that telemetry is kept from it for a while. The program itself is \
                      not held up."
                .to_owned(),
            look: "the backend: is it there, does it answer this instance, are the credentials still right?",
            act: "mend the backend. The breaker tries it again by itself, and closes when it answers.",
        },
    }
}
