//! Files that are generated from the annotations: they are up to date, a real Prometheus evaluates them, and a real
//! Alertmanager receives an alert.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub, dead_code, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{fs, thread};

use serde_json::Value;

mod service;
use service::prometheus::{Alertmanager, Prometheus, promtool, within};
use service::{Service, ask};

/// Path of a file of the example.
fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(file(path)).unwrap()
}

#[track_caller]
fn is_what_the_program_prints(path: &str, word: &str) {
    let output = Command::new(env!("CARGO_BIN_EXE_state-store")).arg(word).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).unwrap();
    let stands = read(path);
    let differs = stands.lines().zip(printed.lines()).position(|(one, other)| one != other);
    assert!(
        stands == printed,
        "examples/{path} is out of date from line {}. Generate it again: cargo run -- {word} > examples/{path}",
        differs.unwrap_or_else(|| stands.lines().count().min(printed.lines().count())) + 1
    );
}

#[test]
fn dashboard_file_is_up_to_date() {
    is_what_the_program_prints("grafana/state-store.json", "dashboard");
}

#[test]
fn alerts_file_is_up_to_date() {
    is_what_the_program_prints("prometheus/alerts.yml", "alerts");
}

#[test]
fn catalog_lists_what_is_annotated() {
    let output = Command::new(env!("CARGO_BIN_EXE_state-store")).arg("catalog").output().unwrap();
    let catalog: Value = serde_json::from_slice(&output.stdout).unwrap();
    let upserts = catalog["operations"].as_array().unwrap().iter().filter(|operation| operation["op"] == "upsert");
    assert_eq!(upserts.count(), 2, "both stores have one: {catalog:#}");
    assert!(catalog["components"].as_array().unwrap().iter().any(|component| component["name"] == "memory_store"));
}

#[test]
fn promtool_accepts_the_rules() {
    for arguments in [["check", "rules", "prometheus/alerts.yml"], ["check", "config", "prometheus/prometheus.yml"]] {
        let [check, what, path] = arguments;
        let output = promtool(&[check, what, file(path).to_str().unwrap()], "");
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && !said.contains("duplicate"), "{said}");
    }
}

/// Files with unit tests for the alerts.
fn alert_tests() -> Vec<PathBuf> {
    fs::read_dir(file("prometheus/tests")).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn alert_unit_tests_pass() {
    let tests = alert_tests();
    let files = tests.iter().map(|path| path.to_str().unwrap());
    let output = promtool(&["test", "rules"].into_iter().chain(files).collect::<Vec<_>>(), "");
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

#[test]
fn each_alert_has_a_test_in_which_it_fires_and_one_in_which_it_is_silent() {
    let tests: String = alert_tests().iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let rules = read("prometheus/alerts.yml");
    let alerts: BTreeSet<_> = rules.lines().filter_map(|line| line.trim().strip_prefix("- alert: ")).collect();
    assert!(alerts.len() >= 9, "{alerts:?}");
    for alert in alerts {
        let fires = format!("labels: 'ALERTS{{alertname=\"{alert}\",alertstate=\"firing\",");
        assert!(tests.contains(&fires), "no file in examples/prometheus/tests has `{alert}` fire");
        assert!(is_silent(alert, &tests), "no file in examples/prometheus/tests has `{alert}` silent all the time");
    }
}

/// Whether a test queries an alert by name over a time range, and expects none.
fn is_silent(alert: &str, tests: &str) -> bool {
    let asked = format!("- expr: count_over_time(ALERTS{{alertname=\"{alert}\"");
    let is_asked = |(position, line): (usize, &str)| {
        let expected = tests.lines().skip(position + 1).find(|line| line.trim().starts_with("exp_samples:"));
        line.trim().starts_with(&asked) && expected.is_some_and(|line| line.trim() == "exp_samples: []")
    };
    tests.lines().enumerate().any(is_asked)
}

/// Body of a `PUT`.
const STATE: &str = r#"{"source":"self_report","confidence":0.9,"axes":{"warmth":0.8}}"#;

/// Calls every operation; one call fails.
fn call_everything(service: &Service) {
    for what in ["PUT /state/ada", "GET /state/ada", "GET /translate/ada", "DELETE /state/ada"] {
        let body = if what.starts_with("PUT") { STATE } else { "" };
        let (code, answer) = ask(service.address, what, "", body);
        assert!(code < 300, "{what}: {answer}");
    }
    assert_eq!(ask(service.address, "GET /state/nobody", "", "").0, 404);
}

/// A panel's expression with the variables replaced.
fn chosen(expression: &str, scopes: &[&str], scope: &str) -> String {
    let words = [("${scope:regex}", format!("({})", scopes.join("|"))), ("${scope}", scope.to_owned())];
    let intervals = [("$__rate_interval", "1m"), ("$__range", "1m"), ("$job", "state-store"), ("$instance", ".*")];
    let words = words.into_iter().chain(intervals.map(|(word, value)| (word, value.to_owned())));
    words.fold(expression.to_owned(), |text, (word, value)| text.replace(word, &value))
}

/// Every expression of the dashboard with the title of its panel, once for each scope if it uses `${scope}`.
fn expressions(dashboard: &Value) -> Vec<(String, String)> {
    let variables = dashboard["templating"]["list"].as_array().unwrap();
    let scopes = variables.iter().find(|variable| variable["name"] == "scope").unwrap();
    let scopes: Vec<_> = scopes["query"].as_str().unwrap().split(',').collect();
    let mut expressions = Vec::new();
    for panel in dashboard["panels"].as_array().unwrap() {
        for target in panel["targets"].as_array().into_iter().flatten() {
            let expression = target["expr"].as_str().unwrap();
            let rows = if expression.contains("${scope}") { scopes.as_slice() } else { &scopes[..1] };
            let title = panel["title"].as_str().unwrap();
            expressions.extend(rows.iter().map(|scope| (title.to_owned(), chosen(expression, &scopes, scope))));
        }
    }
    expressions
}

/// Whether a series has a value that can be shown.
fn is_number(series: &Value) -> bool {
    series["value"][1].as_str().is_some_and(|value| value != "NaN")
}

#[test]
fn each_expression_of_the_dashboard_has_series_on_a_live_server() {
    let service = Service::start(&[]);
    let prometheus = Prometheus::scraping(service.address);
    let dashboard: Value = serde_json::from_str(&read("grafana/state-store.json")).unwrap();
    let expressions = expressions(&dashboard);
    assert!(expressions.len() > 25, "{expressions:#?}");
    let mut empty = Vec::new();
    let all_have = within(Duration::from_secs(40), || {
        call_everything(&service);
        let is_empty = |(_, expression): &&(String, String)| !prometheus.query(expression).iter().any(is_number);
        empty = expressions.iter().filter(is_empty).cloned().collect();
        empty.is_empty()
    });
    assert!(all_have, "without series: {empty:#?}");
}

#[test]
fn the_variables_of_the_dashboard_choose() {
    let service = Service::start(&[]);
    let prometheus = Prometheus::scraping(service.address);
    let dashboard: Value = serde_json::from_str(&read("grafana/state-store.json")).unwrap();
    let calls = dashboard["panels"][1]["targets"][0]["expr"].as_str().unwrap();
    let scopes = |chosen: String| -> BTreeSet<String> {
        let series = prometheus.query(&chosen);
        series.iter().map(|series| series["metric"]["scope"].as_str().unwrap().to_owned()).collect()
    };
    let all = ["attuned_http_request", "attuned_store", "attuned_translation"];
    let found = within(Duration::from_secs(40), || {
        call_everything(&service);
        scopes(chosen(calls, &all, "")).len() == all.len()
    });
    assert!(found, "{:?}", scopes(chosen(calls, &all, "")));
    let one = scopes(chosen(calls, &["attuned_store"], ""));
    assert_eq!(one.into_iter().collect::<Vec<_>>(), ["attuned_store"]);
    assert!(scopes(chosen(calls, &all, "").replace("state-store", "another-job")).is_empty());
}

/// The example's own configuration with other addresses, and with shorter intervals and pending times.
fn watching(service: &Service, alertmanager: &Alertmanager, folder: &Path) -> Prometheus {
    let rules = folder.join("alerts.yml");
    fs::write(&rules, read("prometheus/alerts.yml").replace("for: 2m\n", "for: 1s\n")).unwrap();
    let config = read("prometheus/prometheus.yml")
        .replace("15s", "500ms")
        .replace("localhost:8080", &service.address.to_string())
        .replace("localhost:9093", &alertmanager.address.to_string())
        .replace("alerts.yml", rules.to_str().unwrap());
    Prometheus::start(&config)
}

/// The page of `upsert` in the Alertmanager, if it has been sent.
fn page(alertmanager: &Alertmanager) -> Option<Value> {
    let is_it = |alert: &Value| {
        alert["labels"]["alertname"] == "ObjectiveBurnsFast" && alert["labels"]["objective"] == "attuned.store.upsert"
    };
    alertmanager.alerts().into_iter().find(is_it)
}

#[test]
fn a_slow_disk_pages() {
    let service = Service::start(&[]);
    let alertmanager = Alertmanager::start(&file("prometheus/alertmanager.yml"));
    let folder = tempfile::tempdir().unwrap();
    let prometheus = watching(&service, &alertmanager, folder.path());
    // The rules are evaluated, and the objective is met.
    let share = r#"attuned_store:objective_missed:ratio_rate5m{operation="upsert"}"#;
    let is_kept = within(Duration::from_secs(40), || {
        call_everything(&service);
        prometheus.query(share).iter().any(is_number)
    });
    assert!(is_kept, "{:#?}", prometheus.query("up"));
    assert_eq!(page(&alertmanager), None);

    let put_slowly = || ask(service.address, "PUT /state/ada", "x-delay-ms: 400\r\n", STATE);
    let is_told = within(Duration::from_secs(60), || {
        thread::scope(|scope| (0..16).for_each(|_| drop(scope.spawn(put_slowly))));
        page(&alertmanager).is_some()
    });
    assert!(is_told, "{:#?}", prometheus.query(share));

    let alert = page(&alertmanager).unwrap();
    assert_eq!(alert["labels"]["severity"], "page", "{alert:#}");
    assert_eq!(alert["labels"]["job"], "state-store", "{alert:#}");
    assert_eq!(alert["receivers"][0]["name"], "pages", "{alert:#}");
    for (annotation, words) in [
        ("summary", vec!["attuned.store.upsert", "state-store"]),
        ("description", vec!["%", "95 % of calls succeed within 250ms"]),
        ("runbook", vec!["Meaning:", "Diagnosis:", "Mitigation:"]),
    ] {
        let text = alert["annotations"][annotation].as_str().unwrap();
        assert!(words.iter().all(|word| text.contains(word)) && !text.contains("{{"), "{annotation}: {text}");
    }
}
