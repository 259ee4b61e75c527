//! The rows of a dashboard: each shows what the catalog has for it.

use serde_json::{Value, json};

use super::expressions::{RANGE, RATE, Selector, burn, kept_share, side_by_side};
use super::options::DashboardOptions;
use super::panel::{Kind, Panel, Query};
use super::row::Row;
use crate::catalog::entries::Catalog;
use crate::generate::families::{Family, naming_labels};

const HEALTH: [(u32, &str, &str); 4] =
    [(0, "not there", "text"), (1, "healthy", "green"), (2, "degraded", "orange"), (3, "unhealthy", "red")];

const BREAKER: [(u32, &str, &str); 3] = [(0, "closed", "green"), (1, "half open", "orange"), (2, "open", "red")];

/// The longest that a table is.
const MOST: u32 = 10;

/// What the rows are made of.
pub(crate) struct Rows<'catalog> {
    catalog: &'catalog Catalog,
    families: &'catalog [Family<'catalog>],
    options: &'catalog DashboardOptions,
    /// The labels that tell operations apart, whatever family they are of.
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

    /// `$scope {{operation}} {{path}}`
    fn legend(&self, first: &str) -> String {
        let labels = self.labels.iter().map(|label| format!(" {{{{{label}}}}}"));
        format!("{first}{}", labels.collect::<String>())
    }

    /// A panel for all scopes, if one of them has something for it.
    fn of_all(&self, of: impl Fn(&Family<'_>) -> Option<String>, panel: impl FnOnce(String) -> Panel) -> Option<Panel> {
        side_by_side(self.families, of).map(panel)
    }

    /// All scopes beside each other.
    fn overview(&self) -> Row {
        let calls = |family: &Family<'_>| Selector::of_family(family, &family.names.calls);
        let rate = self.of_all(
            |family| Some(calls(family).rate(RATE, &[])),
            |expression| {
                let description = "Calls that ended, however they ended.";
                Panel::new("Calls", "ops", description, vec![Query::new(expression, "{{scope}}")])
                    .linked(self.look("field.labels"))
            },
        );
        let errors = self.of_all(
            |family| Some(calls(family).error_share(&[])),
            |expression| {
                let description = "Calls that ended as `error` or `panicked`, of those whose client waited.";
                let queries = vec![Query::new(expression, "{{scope}}")];
                Panel::new("Share of errors", "percentunit", description, queries).linked(self.look("field.labels"))
            },
        );
        let running = |family: &Family<'_>| Some(Selector::of_family(family, family.in_flight()?).sum(&self.labels));
        let in_flight = self.of_all(running, |expression| {
            let description = "Calls that run now, of the operations with `in_flight`.";
            Panel::new("In flight", "short", description, vec![Query::new(expression, self.legend("{{scope}}"))])
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
            let query = Query::new(format!("topk({MOST}, ({expression}) > 0)"), "");
            let description = "The types of errors that came most in the time shown.";
            let panel = Panel::new("Top errors", "short", description, vec![query]).wide();
            panel.kind(Kind::Table { value: "Errors" }).linked(self.look("data.fields"))
        })
    }

    fn slowest(&self) -> Option<Panel> {
        let p99 = |family: &Family<'_>| {
            let buckets = Selector::of_family(family, &format!("{}_bucket", family.names.duration));
            Some(buckets.quantile(0.99, RANGE, &self.labels))
        };
        self.of_all(p99, |expression| {
            // What was not called is no number, and none is greater than it.
            let query = Query::new(format!("topk({MOST}, ({expression}) >= 0)"), "");
            let description = "The operations whose slowest hundredth took longest in the time shown.";
            let panel = Panel::new("Slowest operations", "s", description, vec![query]).wide();
            panel.kind(Kind::Table { value: "p99" }).linked(self.look("data.fields"))
        })
    }

    /// A link to the same dashboard with the scope of a value chosen, and everything else as it is.
    fn look(&self, labels: &str) -> Value {
        let kept = "${job:queryparam}&${instance:queryparam}&${datasource:queryparam}&${__url_time_range}";
        let url = format!("/d/{}?var-scope=${{__{labels}.scope}}&{kept}", self.options.uid);
        json!({ "title": "Show this scope alone", "url": url })
    }

    /// One scope, and each of its operations.
    fn scope(&self) -> Row {
        let calls = Selector::of_row("_operations_total");
        let (labels, each) = (self.labels.as_slice(), self.legend("$scope"));
        let rate = vec![Query::new(calls.rate(RATE, labels), &each)];
        let errors = vec![Query::new(calls.error_share(labels), &each)];
        let ends = vec![Query::new(calls.rate(RATE, &["status"]), "{{status}}")];
        let of_errors = "Calls that ended as `error` or `panicked`, of those whose client waited.";
        let of_ends = "All of them, the cancelled ones included: their clients went away.";
        let [together, apart] = self.durations(&each);
        let panels = vec![
            Panel::new("Calls", "ops", "Calls that ended, by operation.", rate),
            Panel::new("Share of errors", "percentunit", of_errors, errors),
            Panel::new("How calls end", "ops", of_ends, ends),
            together.wide(),
            apart.wide(),
        ];
        let panels = if self.families.is_empty() { Vec::new() } else { panels };
        Row { repeat: Some("scope"), ..Row::new("$scope", panels) }
    }

    /// How long calls took, all of the scope's and each operation's.
    fn durations(&self, each: &str) -> [Panel; 2] {
        let buckets = Selector::of_row("_duration_seconds_bucket");
        let quantile = |share, name: &str| Query::new(buckets.quantile(share, RATE, &[]), name);
        // The exemplars of one line are those of all of them.
        let all = vec![quantile(0.5, "p50"), quantile(0.95, "p95"), quantile(0.99, "p99").with_exemplars()];
        let p95 = Query::new(buckets.quantile(0.95, RATE, &self.labels), each).with_exemplars();
        let of_all = "Calls that returned. Each point is one call: it leads to its trace.";
        let of_each = "What 95 of 100 calls that returned took at most.";
        [
            Panel::new("Duration", "s", of_all, all),
            Panel::new("Duration of each operation, p95", "s", of_each, vec![p95]),
        ]
    }

    /// What was promised.
    fn objectives(&self) -> Row {
        let legend = || self.legend("{{scope}}");
        let burns = self.of_all(|family| burn(family, &self.labels, "1h"), |expression| {
            let description = "How fast the budget of errors is burnt over an hour: at 1 it lasts as long as it should, \
                               at 14.4 somebody is woken up.";
            let queries = vec![Query::new(expression, legend())];
            Panel::new("Budget burn", "none", description, queries).wide().kind(Kind::Budget)
        });
        let kept = self.of_all(
            |family| kept_share(family, &self.labels, RATE),
            |expression| {
                let description = "Calls that succeeded within the time promised, of those whose client waited.";
                Panel::new("Objective kept", "percentunit", description, vec![Query::new(expression, legend())]).wide()
            },
        );
        Row::new("Objectives", [burns, kept].into_iter().flatten().collect())
    }

    /// What must be recorded.
    fn audit(&self) -> Row {
        let lost = Selector::of_telemetry("attuned_telemetry_audit_lost_total");
        let lost = Panel::new(
            "Lost audit records",
            "short",
            "Records that are in no sink. There should be none.",
            vec![Query::new(lost.increase(RATE, &["job", "instance"]), "{{job}} {{instance}}")],
        )
        .wide();
        let audited = |family: &Family<'_>| self.audited(family);
        let labels = self.legend("{{scope}}");
        let audited = self.of_all(audited, |expression| {
            let description =
                "Calls of audited operations, by how they ended. Each leaves a record, or with `when` some of them.";
            Panel::new("Audited calls", "ops", description, vec![Query::new(expression, labels + " {{status}}")]).wide()
        });
        let is_audited = !self.catalog.audit_events.is_empty();
        Row::new("Audit", if is_audited { audited.into_iter().chain([lost]).collect() } else { Vec::new() })
    }

    /// The calls of a family's operations that are audited, if there are such.
    fn audited(&self, family: &Family<'_>) -> Option<String> {
        let is_audited = |title: &str| self.catalog.audit_events.iter().any(|event| event.operation == title);
        let operations =
            family.operations.iter().filter(|operation| is_audited(&format!("{}.{}", operation.scope, operation.op)));
        let labels = [self.labels.as_slice(), &["status"]].concat();
        let calls = Selector::of_family(family, &family.names.calls);
        let mut rates: Vec<_> =
            operations.map(|operation| calls.with(&family.matchers(operation).join(",")).rate(RATE, &labels)).collect();
        // Two implementations of one operation count in the same series.
        rates.sort();
        rates.dedup();
        (!rates.is_empty()).then(|| rates.join(" or "))
    }

    /// Telemetry itself.
    fn telemetry(&self) -> Row {
        let overflow = Selector::of_telemetry("attuned_telemetry_series_overflow_total");
        let overflow = Panel::new(
            "Overflow of series",
            "short",
            "What went to overflow series, because a label has more values than the limit allows.",
            vec![Query::new(
                format!("{} or vector(0)", overflow.increase_from_nothing(RATE, &["metric"])),
                "{{metric}}",
            )],
        )
        .wide();
        Row::new("Telemetry", [overflow].into_iter().chain(self.options.breakers.then(breakers)).collect())
    }
}

/// The components, which a program may have though none is derived.
fn health() -> Row {
    let states = Selector::of_telemetry("attuned_telemetry_health_status");
    let state = |state: &str| states.with(&format!("state=\"{state}\"")).plain().to_owned();
    let worst =
        format!("max by (component) ({} or 2 * {} or 3 * {})", state("healthy"), state("degraded"), state("unhealthy"));
    let time = Selector::of_telemetry("attuned_telemetry_health_check_timestamp_seconds");
    let components = Panel::new(
        "Components",
        "none",
        "The worst state that a component has in one of the instances.",
        vec![Query::new(worst, "{{component}}")],
    );
    let age = Panel::new(
        "Age of the health reports",
        "s",
        "Every scrape asks for a new one. A report that grows old means a check that hangs.",
        vec![Query::new(format!("time() - {}", time.last(&["job", "instance"])), "{{job}} {{instance}}")],
    );
    Row::new("Health", vec![components.wide().kind(Kind::States(&HEALTH)), age.wide()])
}

fn breakers() -> Panel {
    let states = Selector::of_telemetry("attuned_telemetry_breaker_state");
    let state = |state: &str| states.with(&format!("state=\"{state}\"")).plain().to_owned();
    let worst =
        format!("max by (backend) (0 * {} or {} or 2 * {})", state("closed"), state("half_open"), state("open"));
    let description = "Whether telemetry reaches its backends: an open breaker keeps it from one that fails.";
    let panel = Panel::new("Breakers", "none", description, vec![Query::new(worst, "{{backend}}")]);
    panel.wide().kind(Kind::States(&BREAKER))
}
