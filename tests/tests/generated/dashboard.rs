use attuned_telemetry_rt::catalog::{Catalog, OperationEntry};
use attuned_telemetry_rt::generate::dashboard::DashboardOptions;
use attuned_telemetry_tests::{DANGEROUS, is_raw};
use serde_json::Value;

use super::{audited, catalog, operation, plain, with_in_flight, with_objective};

fn dashboard(catalog: &Catalog) -> Value {
    serde_json::from_str(&catalog.dashboard(&DashboardOptions::new("Shop"))).unwrap()
}

fn of(operations: Vec<OperationEntry>) -> Value {
    dashboard(&catalog(operations))
}

/// Titles of the rows, or of the panels.
fn titles(dashboard: &Value, rows: bool) -> Vec<&str> {
    let panels = dashboard["panels"].as_array().unwrap();
    let wanted = panels.iter().filter(|panel| (panel["type"] == "row") == rows);
    wanted.map(|panel| panel["title"].as_str().unwrap()).collect()
}

/// Expressions of the first panel with a title.
fn expressions(dashboard: &Value, title: &str) -> String {
    let panel = dashboard["panels"].as_array().unwrap().iter().find(|panel| panel["title"] == title);
    let targets = panel.unwrap_or_else(|| panic!("no panel `{title}`"))["targets"].as_array().unwrap();
    targets.iter().map(|target| target["expr"].as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

fn variables(dashboard: &Value) -> Vec<&str> {
    let variables = dashboard["templating"]["list"].as_array().unwrap();
    variables.iter().map(|variable| variable["name"].as_str().unwrap()).collect()
}

#[test]
fn program_without_annotations_has_the_common_rows() {
    let empty = of(Vec::new());
    assert_eq!(titles(&empty, true), ["Health", "Telemetry"]);
    assert_eq!(variables(&empty), ["datasource", "job", "instance"], "a program without operations has no scopes");
}

#[test]
fn rows_depend_on_the_annotations() {
    let mut all = catalog(vec![with_in_flight(with_objective(plain("buy"), 99.9))]);
    all.audit_events.push(audited("shop.buy"));
    let all = dashboard(&all);
    assert_eq!(titles(&all, true), ["Overview", "$scope", "Objectives", "Health", "Audit", "Telemetry"]);
    assert_eq!(variables(&all), ["datasource", "job", "instance", "scope"]);
    let few = of(vec![plain("buy")]);
    assert_eq!(titles(&few, true), ["Overview", "$scope", "Health", "Telemetry"]);
    assert!(titles(&all, false).contains(&"Calls in flight") && !titles(&few, false).contains(&"Calls in flight"));
}

#[test]
fn each_scope_has_a_row_and_can_be_selected() {
    let two = of(vec![operation("b", "web", &[]), operation("a", "shop", &[])]);
    let row = &two["panels"].as_array().unwrap().iter().find(|panel| panel["title"] == "$scope").unwrap();
    assert_eq!(row["repeat"], "scope");
    let scope =
        two["templating"]["list"].as_array().unwrap().iter().find(|variable| variable["name"] == "scope").unwrap();
    assert_eq!(scope["query"], "shop,web");
    let calls = expressions(&two, "Call rate");
    for prefix in ["shop", "web"] {
        let asked = format!("__name__=\"{prefix}_operations_total\",__name__=~\"${{scope:regex}}_operations_total\"");
        assert!(calls.contains(&asked), "{calls}");
    }
}

#[test]
fn operations_are_distinguished_by_their_constant_labels() {
    let labels = [("path", Some("/buy")), ("kind", None), ("operation", Some("buy"))];
    let one = of(vec![operation("buy", "shop", &labels)]);
    let in_row = expressions(&one, "Duration by operation, p95");
    assert!(in_row.contains("sum by (le, operation, path) (rate("), "{in_row}");
}

/// A label that an operation does not have leaves two spaces in the legend.
#[test]
fn legends_have_no_double_spaces() {
    let two = of(vec![plain("buy"), operation("get", "web", &[("path", Some("/"))])]);
    for panel in two["panels"].as_array().unwrap().iter().filter(|panel| panel["type"] == "timeseries") {
        let step = &panel["transformations"][0];
        let rename = serde_json::json!({ "regex": "/ {2,}/g", "renamePattern": " " });
        assert_eq!((&step["id"], &step["options"]), (&Value::from("renameByRegex"), &rename), "{panel:#}");
    }
}

/// The first error of a type creates its series, so `increase` does not see it.
#[test]
fn first_error_of_a_type_is_among_the_top_errors() {
    let errors = expressions(&of(vec![plain("buy")]), "Top errors");
    let errors = errors.replace(
        r#"__name__="shop_errors_total",__name__=~"${scope:regex}_errors_total",job=~"$job",instance=~"$instance""#,
        "",
    );
    assert!(errors.contains("(({} unless {} offset $__range) or increase({}[$__range]))"), "{errors}");
}

#[test]
fn links_change_the_scope_and_nothing_else() {
    let one = of(vec![plain("buy")]);
    let panels = one["panels"].as_array().unwrap().iter();
    let links: Vec<_> =
        panels.filter_map(|panel| panel["fieldConfig"]["defaults"]["links"][0]["url"].as_str()).collect();
    assert_eq!(links.len(), 4, "{links:?}");
    for link in links {
        let (of_value, kept) = link.split_once('&').unwrap();
        assert!(of_value.starts_with("/d/shop?var-scope=${__"), "{link}");
        let variables =
            ["${job:queryparam}", "${instance:queryparam}", "${datasource:queryparam}", "${__url_time_range}"];
        assert_eq!(kept.split('&').collect::<Vec<_>>(), variables);
    }
}

/// Before the first report the timestamp is 0, which must not appear as an age of 56 years.
#[test]
fn missing_report_has_no_age() {
    let age = expressions(&of(Vec::new()), "Health report age");
    assert!(age.starts_with("time() - max by (job, instance) (attuned_telemetry_health_check"), "{age}");
    assert!(age.ends_with("} > 0)"), "{age}");
}

#[test]
fn duration_panels_show_exemplars() {
    let one = of(vec![plain("buy")]);
    for panel in one["panels"].as_array().unwrap() {
        let asks =
            panel["targets"].as_array().is_some_and(|targets| targets.iter().any(|target| target["exemplar"] == true));
        let shows_durations = panel["type"] == "timeseries" && panel["title"].as_str().unwrap().starts_with("Duration");
        assert_eq!(asks, shows_durations, "{}", panel["title"]);
    }
}

#[test]
fn calls_of_two_implementations_are_queried_once() {
    let mut twice = catalog(vec![plain("buy"), plain("buy"), plain("sell")]);
    twice.audit_events = vec![audited("shop.buy"), audited("shop.buy")];
    let calls = expressions(&dashboard(&twice), "Audited calls");
    assert_eq!(calls.matches("operation=\"buy\"").count(), 1, "{calls}");
    assert!(!calls.contains("sell"), "{calls}");
}

#[test]
fn breakers_are_optional() {
    let empty = Catalog::default();
    assert!(!empty.dashboard(&DashboardOptions::new("Shop")).contains("breaker_state"));
    assert!(empty.dashboard(&DashboardOptions::new("Shop").with_breakers()).contains("breaker_state"));
}

#[test]
fn title_and_uid_can_be_set() {
    let given = DashboardOptions::new("The \"Shop\"").uid("Shop 7");
    let dashboard: Value = serde_json::from_str(&Catalog::default().dashboard(&given)).unwrap();
    assert_eq!((&dashboard["title"], &dashboard["uid"]), (&Value::from("The \"Shop\""), &Value::from("shop-7")));
}

#[test]
fn each_panel_has_a_description_and_a_unit() {
    let mut all = catalog(vec![with_in_flight(with_objective(plain("buy"), 99.9))]);
    all.audit_events.push(audited("shop.buy"));
    let all = dashboard(&all);
    for panel in all["panels"].as_array().unwrap().iter().filter(|panel| panel["type"] != "row") {
        assert!(panel["description"].as_str().is_some_and(|text| text.ends_with('.')), "{panel:#}");
        assert!(panel["fieldConfig"]["defaults"]["unit"].is_string(), "{panel:#}");
        assert_eq!(panel["datasource"]["uid"], "${datasource}", "{panel:#}");
    }
}

#[test]
fn invisible_characters_are_escaped() {
    let options = DashboardOptions::new(format!("Shop {DANGEROUS}"));
    let json = catalog(vec![plain("up\u{202e}sert")]).dashboard(&options);
    let dashboard: Value = serde_json::from_str(&json).unwrap();
    assert!(!is_raw(&json), "{json:?}");
    assert_eq!(dashboard["title"], format!("Shop {DANGEROUS}"), "the text is unchanged");
}
