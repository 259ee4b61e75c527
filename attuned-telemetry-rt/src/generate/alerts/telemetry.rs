//! Alerts of every program: health, and telemetry itself.

use super::options::AlertOptions;
use super::rule::{Alert, Group, Rule, Runbook, Severity};

/// Returns the rules that do not depend on operations.
pub(crate) fn group(options: &AlertOptions) -> Group {
    let always = [component(), part(), stale_report(), audit_loss(), overflow()];
    let alerts = always.into_iter().chain(options.breakers.then(breaker));
    Group { name: "attuned_telemetry".to_owned(), rules: alerts.map(Rule::Alert).collect() }
}

/// A component without a dot in its path is registered directly, so it decides whether the process is ready.
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
            meaning: "the component does not work. Unless it is optional, `/readyz` returns 503 and the instance \
                      receives no traffic."
                .to_owned(),
            diagnosis: "request `/readyz` of the instance to see which part fails. Check whether one instance is \
                        affected or all of them.",
            mitigation: "if one instance is affected, restart it or move it to another node. If all are affected, fix \
                         their shared dependency; restarts do not help.",
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
            meaning: "a part of a component does not work. If the part is optional, the component is degraded; \
                      otherwise `ComponentUnhealthy` fires too."
                .to_owned(),
            diagnosis: "in the dashboard's health row, check since when the part has been failing, and in how many \
                        instances.",
            mitigation: "fix the part, or the dependency that it checks.",
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
        summary: "Health checks block in {{ $labels.instance }}".to_owned(),
        description: "The last health report is {{ $value | humanizeDuration }} old. A scrape starts a new one if the \
                      last one is older than two seconds."
            .to_owned(),
        runbook: Runbook {
            meaning:
                "a check blocks its thread, so no report completes. The exported states of all components are out of \
                      date."
                    .to_owned(),
            diagnosis: "take a stack dump of the process. Look for a check that waits for a lock, or for a blocking \
                        call without a timeout.",
            mitigation: "restart the instance. Then make the check asynchronous: its `timeout` applies only at `.await`.",
        },
    }
}

fn audit_loss() -> Alert {
    Alert {
        name: "AuditRecordsLost",
        // `init` creates the counter with the value 0, so the first loss is an increase.
        expression: "sum by (job, instance) (increase(attuned_telemetry_audit_lost_total[15m])) > 0".to_owned(),
        pending: None,
        severity: Severity::Page,
        labels: Vec::new(),
        summary: "Audit records are lost in {{ $labels.instance }}".to_owned(),
        description: "{{ $value | humanize }} audit records of {{ $labels.job }} were lost in 15 minutes.".to_owned(),
        runbook: Runbook {
            meaning: "at least one sink is missing records of audited calls. Lost records cannot be recovered."
                .to_owned(),
            diagnosis: "search the log for `audit record lost`: the 1st, 2nd, 4th, 8th … loss is logged with its \
                        reason. Then check the disk or the server of the sink.",
            mitigation: "free disk space, or repair the sink.",
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
        summary: "{{ $labels.metric }} exceeds its series limit in {{ $labels.instance }}".to_owned(),
        description: "{{ $value | humanize }} updates of {{ $labels.metric }} went to its overflow series in one hour."
            .to_owned(),
        runbook: Runbook {
            meaning: "the metric has more series than its limit. New label values are counted as `__other__`: totals \
                      are correct, but the new values cannot be told apart."
                .to_owned(),
            diagnosis: "find the label with too many values, for example with `count by (LABEL) (METRIC)`.",
            mitigation: "reduce the cardinality of the label, or raise `series_limit` if Prometheus has the capacity.",
        },
    }
}

/// Returns the increase of the overflow counter. A new counter starts above zero, which `increase` does not see.
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
        summary: "{{ $labels.instance }} does not export to {{ $labels.backend }}".to_owned(),
        description: "The circuit breaker of {{ $labels.backend }} has been open for 2 minutes.".to_owned(),
        runbook: Runbook {
            meaning:
                "the backend failed repeatedly, so telemetry is not sent to it for now. The program itself is not \
                      affected."
                    .to_owned(),
            diagnosis: "check whether the backend is up, reachable from this instance, and accepts its credentials.",
            mitigation: "repair the backend. The breaker retries automatically, and closes when the backend responds.",
        },
    }
}
