//! The rows of the dashboard, for the contents of the catalog.

use serde_json::{Value, json};

use super::expressions::{RANGE, RATE, Selector, burn_rate, combine, objective_met};
use super::options::DashboardOptions;
use super::panel::{Kind, Panel, Query};
use super::row::Row;
use crate::catalog::entries::Catalog;
use crate::generate::families::{Family, naming_labels};

const HEALTH: [(u32, &str, &str); 4] =
    [(0, "absent", "text"), (1, "healthy", "green"), (2, "degraded", "orange"), (3, "unhealthy", "red")];

const BREAKER: [(u32, &str, &str); 3] = [(0, "closed", "green"), (1, "half open", "orange"), (2, "open", "red")];

/// Maximum number of rows of a table.
const MAX_ROWS: u32 = 10;

/// The inputs of the rows.
pub(crate) struct Rows<'catalog> {
    catalog: &'catalog Catalog,
    families: &'catalog [Family<'catalog>],
    options: &'catalog DashboardOptions,
    /// Labels that distinguish operations, of all families.
    labels: Vec<&'catalog str>,
}

impl<'catalog> Rows<'catalog> {
    pub(crate) fn new(
        catalog: &'catalog Catalog,
        families: &'catalog [Family<'catalog>],
        options: &'catalog DashboardOptions,
    ) -> Self {
        Self { catalog, families, options, labels: naming_labels(families) }
    }

    pub(crate) fn all(&self) -> Vec<Row> {
        vec![self.overview(), self.scope(), self.objectives(), health(), self.audit(), self.telemetry()]
    }

    /// Returns a legend: `$scope {{operation}} {{path}}`.
    fn legend(&self, first: &str) -> String {
        let labels = self.labels.iter().map(|label| format!(" {{{{{label}}}}}"));
        format!("{first}{}", labels.collect::<String>())
    }

    /// Returns a panel for all scopes, `None` if no scope has an expression.
    fn of_all(&self, of: impl Fn(&Family<'_>) -> Option<String>, panel: impl FnOnce(String) -> Panel) -> Option<Panel> {
        combine(self.families, of).map(panel)
    }

    /// Comparison of all scopes.
    fn overview(&self) -> Row {
        let calls = |family: &Family<'_>| Selector::of_family(family, &family.names.calls);
        let rate = self.of_all(
            |family| Some(calls(family).rate(RATE, &[])),
            |expression| {
                let description = "Calls per second, with any outcome.";
                Panel::new("Call rate", "ops", description, vec![Query::new(expression, "{{scope}}")])
                    .linked(self.scope_link("field.labels"))
            },
        );
        let errors = self.of_all(
            |family| Some(calls(family).error_ratio(&[])),
            |expression| {
                let description = "Share of calls that ended as `error` or `panicked`. Cancelled calls are excluded.";
                let queries = vec![Query::new(expression, "{{scope}}")];
                Panel::new("Error ratio", "percentunit", description, queries).linked(self.scope_link("field.labels"))
            },
        );
        let in_flight = |family: &Family<'_>| Some(Selector::of_family(family, family.in_flight()?).sum(&self.labels));
        let in_flight = self.of_all(in_flight, |expression| {
            let description = "Calls that are running now, for operations with `in_flight`.";
            Panel::new("Calls in flight", "short", description, vec![Query::new(expression, self.legend("{{scope}}"))])
        });
        let tables = [self.top_errors(), self.slowest()];
        Row::new("Overview", [rate, errors, in_flight].into_iter().chain(tables).flatten().collect())
    }

    fn top_errors(&self) -> Option<Panel> {
        let labels = [self.labels.as_slice(), &["error_type"]].concat();
        let errors = |family: &Family<'_>| {
            let errors = Selector::of_family(family, &family.names.errors);
            Some(errors.increase_from_nothing(RANGE, &labels))
        };
        self.of_all(errors, |expression| {
            let query = Query::new(format!("topk({MAX_ROWS}, ({expression}) > 0)"), "");
            let description = "The most frequent error types in the time range.";
            let panel = Panel::new("Top errors", "short", description, vec![query]).wide();
            panel.kind(Kind::Table { value: "Errors" }).linked(self.scope_link("data.fields"))
        })
    }

    fn slowest(&self) -> Option<Panel> {
        let p99 = |family: &Family<'_>| {
            let buckets = Selector::of_family(family, &format!("{}_bucket", family.names.duration));
            Some(buckets.quantile(0.99, RANGE, &self.labels))
        };
        self.of_all(p99, |expression| {
            // An operation without calls has the value NaN, which this comparison drops.
            let query = Query::new(format!("topk({MAX_ROWS}, ({expression}) >= 0)"), "");
            let description = "The operations with the highest 99th percentile of duration in the time range.";
            let panel = Panel::new("Slowest operations", "s", description, vec![query]).wide();
            panel.kind(Kind::Table { value: "p99" }).linked(self.scope_link("data.fields"))
        })
    }

    /// Returns a link to the same dashboard that selects the scope of a value and keeps the other variables.
    fn scope_link(&self, labels: &str) -> Value {
        let kept = "${job:queryparam}&${instance:queryparam}&${datasource:queryparam}&${__url_time_range}";
        let url = format!("/d/{}?var-scope=${{__{labels}.scope}}&{kept}", self.options.uid);
        json!({ "title": "Show only this scope", "url": url })
    }

    /// One scope and its operations.
    fn scope(&self) -> Row {
        let calls = Selector::of_row("_operations_total");
        let (labels, each) = (self.labels.as_slice(), self.legend("$scope"));
        let rate = vec![Query::new(calls.rate(RATE, labels), &each)];
        let errors = vec![Query::new(calls.error_ratio(labels), &each)];
        let outcomes = vec![Query::new(calls.rate(RATE, &["status"]), "{{status}}")];
        let of_errors = "Share of calls that ended as `error` or `panicked`. Cancelled calls are excluded.";
        let of_outcomes = "Calls per second, by outcome. A call is cancelled when its client disconnects.";
        let [of_scope, of_operations] = self.durations(&each);
        let panels = vec![
            Panel::new("Call rate", "ops", "Calls per second, by operation.", rate),
            Panel::new("Error ratio", "percentunit", of_errors, errors),
            Panel::new("Calls by outcome", "ops", of_outcomes, outcomes),
            of_scope.wide(),
            of_operations.wide(),
        ];
        let panels = if self.families.is_empty() { Vec::new() } else { panels };
        Row { repeat: Some("scope"), ..Row::new("$scope", panels) }
    }

    /// Durations of all calls of the scope, and of each operation.
    fn durations(&self, each: &str) -> [Panel; 2] {
        let buckets = Selector::of_row("_duration_seconds_bucket");
        let quantile = |share, name: &str| Query::new(buckets.quantile(share, RATE, &[]), name);
        // All quantiles come from the same buckets, so they have the same exemplars.
        let all = vec![quantile(0.5, "p50"), quantile(0.95, "p95"), quantile(0.99, "p99").with_exemplars()];
        let p95 = Query::new(buckets.quantile(0.95, RATE, &self.labels), each).with_exemplars();
        let of_all = "Duration of completed calls. Each point is the exemplar of one call and links to its trace.";
        let of_each = "95th percentile of the duration of completed calls, by operation.";
        [Panel::new("Duration", "s", of_all, all), Panel::new("Duration by operation, p95", "s", of_each, vec![p95])]
    }

    /// Objectives and error budgets.
    fn objectives(&self) -> Row {
        let legend = || self.legend("{{scope}}");
        let burn_rate = self.of_all(|family| burn_rate(family, &self.labels, "1h"), |expression| {
            let description = "Burn rate of the error budget over one hour. At 1 the budget lasts exactly 30 days; above \
                               14.4 `ObjectiveBurnsFast` fires.";
            let queries = vec![Query::new(expression, legend())];
            Panel::new("Error budget burn rate", "none", description, queries).wide().kind(Kind::BurnRate)
        });
        let met = self.of_all(
            |family| objective_met(family, &self.labels, RATE),
            |expression| {
                let description =
                    "Share of calls that succeeded within the objective's latency. Cancelled calls are excluded.";
                Panel::new("Objective met", "percentunit", description, vec![Query::new(expression, legend())]).wide()
            },
        );
        Row::new("Objectives", [burn_rate, met].into_iter().flatten().collect())
    }

    /// Audit records.
    fn audit(&self) -> Row {
        let lost = Selector::of_telemetry("attuned_telemetry_audit_lost_total");
        let lost = Panel::new(
            "Lost audit records",
            "short",
            "Audit records that at least one sink lost. The expected value is 0.",
            vec![Query::new(lost.increase(RATE, &["job", "instance"]), "{{job}} {{instance}}")],
        )
        .wide();
        let audited = |family: &Family<'_>| self.audited(family);
        let labels = self.legend("{{scope}}");
        let audited = self.of_all(audited, |expression| {
            let description =
                "Calls of audited operations, by outcome. Each call writes a record, unless `when` excludes it.";
            Panel::new("Audited calls", "ops", description, vec![Query::new(expression, labels + " {{status}}")]).wide()
        });
        let is_audited = !self.catalog.audit_events.is_empty();
        Row::new("Audit", if is_audited { audited.into_iter().chain([lost]).collect() } else { Vec::new() })
    }

    /// Returns the calls of a family's audited operations, `None` if it has none.
    fn audited(&self, family: &Family<'_>) -> Option<String> {
        let is_audited = |title: &str| self.catalog.audit_events.iter().any(|event| event.operation == title);
        let operations =
            family.operations.iter().filter(|operation| is_audited(&format!("{}.{}", operation.scope, operation.op)));
        let labels = [self.labels.as_slice(), &["status"]].concat();
        let calls = Selector::of_family(family, &family.names.calls);
        let mut rates: Vec<_> =
            operations.map(|operation| calls.with(&family.matchers(operation).join(",")).rate(RATE, &labels)).collect();
        // Implementations of the same operation share their series.
        rates.sort();
        rates.dedup();
        (!rates.is_empty()).then(|| rates.join(" or "))
    }

    /// Telemetry itself.
    fn telemetry(&self) -> Row {
        let overflow = Selector::of_telemetry("attuned_telemetry_series_overflow_total");
        let overflow = Panel::new(
            "Series overflow",
            "short",
            "Updates that went to overflow series because their metric has reached its series limit.",
            vec![Query::new(
                format!("{} or vector(0)", overflow.increase_from_nothing(RATE, &["metric"])),
                "{{metric}}",
            )],
        )
        .wide();
        Row::new("Telemetry", [overflow].into_iter().chain(self.options.breakers.then(breakers)).collect())
    }
}

/// Health of the components. Always present, because components can be implemented without the derive.
fn health() -> Row {
    let states = Selector::of_telemetry("attuned_telemetry_health_status");
    let state = |state: &str| states.with(&format!("state=\"{state}\"")).plain().to_owned();
    let worst =
        format!("max by (component) ({} or 2 * {} or 3 * {})", state("healthy"), state("degraded"), state("unhealthy"));
    let time = Selector::of_telemetry("attuned_telemetry_health_check_timestamp_seconds");
    let components = Panel::new(
        "Component health",
        "none",
        "The worst state of each component in all selected instances.",
        vec![Query::new(worst, "{{component}}")],
    );
    let age = Panel::new(
        "Health report age",
        "s",
        "Time since the last health report. A scrape starts a new one if the last one is older than two seconds; a \
         growing age means that a check blocks its thread.",
        vec![Query::new(format!("time() - {}", time.last(&["job", "instance"])), "{{job}} {{instance}}")],
    );
    Row::new("Health", vec![components.wide().kind(Kind::States(&HEALTH)), age.wide()])
}

fn breakers() -> Panel {
    let states = Selector::of_telemetry("attuned_telemetry_breaker_state");
    let state = |state: &str| states.with(&format!("state=\"{state}\"")).plain().to_owned();
    let worst =
        format!("max by (backend) (0 * {} or {} or 2 * {})", state("closed"), state("half_open"), state("open"));
    let description =
        "State of the circuit breaker of each backend. An open breaker stops exports to a backend that fails.";
    let panel = Panel::new("Circuit breakers", "none", description, vec![Query::new(worst, "{{backend}}")]);
    panel.wide().kind(Kind::States(&BREAKER))
}
