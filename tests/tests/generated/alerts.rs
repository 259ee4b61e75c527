use std::process::{Command, Output};

use attuned_telemetry_rt::catalog::{Catalog, OperationEntry};
use attuned_telemetry_rt::generate::alerts::AlertOptions;
use attuned_telemetry_tests::is_raw;

use super::{catalog, operation, plain, with_in_flight, with_objective};

fn rules(operations: Vec<OperationEntry>) -> String {
    catalog(operations).alerts(&AlertOptions::new()).unwrap()
}

/// Runs promtool on rules and unit tests.
fn promtool(arguments: &[&str], rules: &str, tests: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in [("rules.yml", rules), ("tests.yml", tests)] {
        std::fs::write(folder.path().join(file), text).unwrap();
    }
    let run = Command::new("promtool").args(arguments).current_dir(&folder).output();
    run.unwrap_or_else(|error| panic!("`promtool` is needed for this test: run ./ci/test, which installs it ({error})"))
}

#[track_caller]
fn are_rules(rules: &str) {
    let output = promtool(&["check", "rules", "rules.yml"], rules, "");
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !said.contains("duplicate"), "{said}\n{rules}");
}

fn count(text: &str, what: &str) -> usize {
    text.matches(what).count()
}

#[test]
fn program_without_annotations_has_the_common_alerts() {
    let rules = Catalog::default().alerts(&AlertOptions::new()).unwrap();
    are_rules(&rules);
    assert_eq!(count(&rules, "- alert: "), 5, "{rules}");
    for alert in ["ComponentUnhealthy", "PartUnhealthy", "HealthReportStale", "AuditRecordsLost", "SeriesOverflow"] {
        assert!(rules.contains(&format!("- alert: {alert}\n")), "{rules}");
    }
}

/// Prometheus rejects a file with two groups of the same name.
#[test]
fn groups_of_rules_have_different_names_whatever_the_scopes_are_called() {
    let own = operation("get", "attuned_telemetry", &[("operation", Some("get"))]);
    let rules = rules(vec![plain("buy"), with_objective(own, 99.9)]);
    are_rules(&rules);
    let mut names: Vec<_> = rules.lines().filter(|line| line.starts_with("  - name: ")).collect();
    assert_eq!(names.len(), 4, "{rules}");
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 4, "{rules}");
}

#[test]
fn each_alert_has_a_runbook() {
    let rules = rules(vec![with_in_flight(with_objective(plain("buy"), 99.9))]);
    are_rules(&rules);
    let alerts = count(&rules, "- alert: ");
    assert_eq!(alerts, 9);
    for words in ["severity: ", "summary: ", "description: ", "Meaning: ", "Diagnosis: ", "Mitigation: "] {
        assert_eq!(count(&rules, words), alerts, "{words} in {rules}");
    }
}

#[test]
fn budget_has_no_floating_point_errors() {
    let rules = rules(vec![with_objective(plain("buy"), 99.9)]);
    assert!(rules.contains(r#"shop:objective_missed:ratio_rate1h{operation="buy"} > 14.4 * 0.001"#), "{rules}");
    assert!(rules.contains("99.9 % of calls succeed within 250ms"), "{rules}");
}

/// If every call missed an objective of 90 %, the burn rate would be 10.
#[test]
fn unreachable_burn_rate_is_left_out() {
    let ninety = rules(vec![with_objective(plain("buy"), 90.0)]);
    assert!(!ninety.contains("14.4 *") && ninety.contains("> 6 * 0.1"), "{ninety}");
    let half = rules(vec![with_objective(plain("buy"), 50.0)]);
    assert!(!half.contains("ObjectiveBurnsFast") && half.contains("> 1 * 0.5"), "{half}");
    are_rules(&half);
}

#[test]
fn functions_with_the_same_series_have_one_objective_with_the_strictest_target() {
    let rules = rules(vec![
        with_objective(plain("buy"), 99.0),
        with_objective(plain("buy"), 99.9),
        with_objective(plain("buy"), 95.0),
    ]);
    assert_eq!(count(&rules, "alert: ObjectiveBurnsFast"), 1);
    assert!(rules.contains("14.4 * 0.001"), "{rules}");
    are_rules(&rules);
}

/// A query for an operation must exclude series with labels that the operation does not have.
#[test]
fn operation_with_fewer_labels_does_not_match_the_others() {
    let one = with_objective(operation("all", "web", &[("kind", None)]), 99.0);
    let other = operation("buy", "web", &[("path", Some("/buy"))]);
    let rules = rules(vec![one, other]);
    assert!(rules.contains(r#"web_objective_met_total{path=""}[5m]"#), "{rules}");
    assert!(rules.contains(r#"web_operations_total{path="",status=~"#), "{rules}");
    are_rules(&rules);
}

#[test]
fn operation_without_metrics_has_no_rules() {
    let silent = OperationEntry { metrics: None, ..plain("silent") };
    assert_eq!(rules(vec![silent]), rules(Vec::new()));
}

#[test]
fn operations_with_in_flight_have_a_saturation_alert() {
    let rules = catalog(vec![with_in_flight(plain("buy")), operation("other", "other", &[])])
        .alerts(&AlertOptions::new().max_in_flight(7).error_percent(2.5))
        .unwrap();
    assert_eq!(count(&rules, "alert: Saturated"), 1);
    assert!(rules.contains("sum by (job, instance, operation) (shop_in_flight) > 7\n"), "{rules}");
    assert!(rules.contains(") * 100 > 2.5\n"), "{rules}");
}

#[test]
fn alerts_need_a_minimum_number_of_calls() {
    let bought = || vec![with_objective(plain("buy"), 99.9)];
    let usual = rules(bought());
    for window in ["1h", "6h", "1d", "3d"] {
        let asked = format!("shop:objective_missed:increase{window}{{operation=\"buy\"}} >= 10\n");
        assert_eq!(count(&usual, &asked), 1, "{asked} in {usual}");
    }
    assert!(usual.contains("[15m])) >= 10\n"), "{usual}");
    let other = catalog(bought()).alerts(&AlertOptions::new().min_missed(3).min_errors(7)).unwrap();
    assert_eq!((count(&other, "} >= 3\n"), count(&other, "[15m])) >= 7\n")), (4, 1), "{other}");
    are_rules(&other);
}

#[test]
fn breakers_are_optional() {
    let rules = Catalog::default().alerts(&AlertOptions::new().with_breakers()).unwrap();
    let output = promtool(&["test", "rules", "tests.yml"], &rules, include_str!("breaker_open.yml"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let without = Catalog::default().alerts(&AlertOptions::new()).unwrap();
    assert!(!without.contains("breaker"), "{without}");
}

#[test]
fn invalid_error_percent_is_an_error() {
    for percent in [0.0, -1.0, 100.0, f64::NAN, f64::INFINITY] {
        let error = Catalog::default().alerts(&AlertOptions::new().error_percent(percent)).unwrap_err().to_string();
        assert_eq!(error, format!("`error_percent` is {percent}, expected more than 0 and less than 100"));
    }
}

/// Texts that are unusual in code but possible in a catalog.
const HOSTILE: [&str; 8] = [
    "a\"b\\c",
    "two\nlines",
    "{{ $labels.nobody }}",
    "{{ template \"x\" }} }}",
    "\u{1b}[31m\u{7f}\u{85}",
    "größe: # yes",
    "- no",
    "\u{2028}'\t`",
];

#[test]
fn rules_are_valid_whatever_text_the_code_contains() {
    for text in HOSTILE {
        let labels = [("operation", Some("buy")), ("path", Some(text))];
        let mut hostile = with_objective(operation("buy", "shop", &labels), 99.0);
        hostile.doc = text;
        hostile.op = text;
        are_rules(&rules(vec![hostile]));
    }
}

#[test]
fn invisible_characters_are_escaped() {
    let rules = rules(vec![with_objective(plain("up\u{202e}\u{e0041}sert"), 99.0)]);
    assert!(!is_raw(&rules) && rules.contains(r"up\u202e\U000e0041sert"), "{rules:?}");
    are_rules(&rules);
}
