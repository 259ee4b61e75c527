//! Limits on everything that a caller of the `metrics` facade chooses.

use attuned_telemetry_tests::trace::Trace;
use metrics::{Label, counter, describe_counter, gauge, histogram};

use super::page::{PrometheusExporter, page, within};

const REJECTED: &str = "attuned_telemetry_metrics_overflow_total";

fn cut(metric: &str) -> String {
    format!("attuned_telemetry_labels_cut_total{{metric=\"{metric}\"}}")
}

/// Runs a scope with an exporter as the local recorder, and returns the warnings.
fn warnings(exporter: &PrometheusExporter, scope: impl FnOnce()) -> Vec<String> {
    let trace = Trace::new();
    trace.watch(|| within(exporter, scope));
    trace.events().iter().map(|event| format!("{event:?}")).collect()
}

#[test]
fn metrics_beyond_the_limit_are_counted_and_known_ones_are_recorded() {
    let exporter = PrometheusExporter::builder().metric_limit(3).build().unwrap();
    let warnings = warnings(&exporter, || {
        for round in 0..2 {
            counter!("jobs").increment(1);
            // Renamed, because the counter has this name.
            gauge!("jobs_total").set(2.5);
            histogram!("sizes").record(1.0);
            for name in 0..5 {
                counter!(format!("name_{name}")).increment(7);
                gauge!(format!("name_{name}")).set(f64::from(round));
                histogram!(format!("name_{name}")).record_many(1.0, 2);
            }
            describe_counter!("described", "Never registered.");
        }
    });
    let page = page(&exporter);
    assert!(page.keys().all(|series| !series.contains("name_")), "{page:?}");
    assert_eq!(["jobs_total", "jobs_total_gauge", "sizes_count"].map(|name| &*page[name]), ["2", "2.5", "2"]);
    assert_eq!(page[REJECTED], "40");
    let of_limit: Vec<_> = warnings.iter().filter(|warning| warning.contains("metric_limit")).collect();
    assert_eq!(of_limit.len(), 1, "{warnings:?}");
    assert!(of_limit[0].contains("`name_0` is not recorded"), "{of_limit:?}");
}

#[test]
fn metric_with_a_name_of_more_than_255_bytes_is_not_registered() {
    let exporter = PrometheusExporter::new();
    let name = |length: usize| "n".repeat(length);
    within(&exporter, || {
        gauge!(name(255)).set(1.0);
        gauge!(name(256)).set(1.0);
        gauge!("n".repeat(1 << 20)).set(1.0);
    });
    let page = page(&exporter);
    assert_eq!((page.len(), &*page[&name(255)], &*page[REJECTED]), (2, "1", "2"));
}

#[test]
fn long_label_values_are_cut_after_a_whole_character_and_counted() {
    let exporter = PrometheusExporter::builder().label_value_limit(10).build().unwrap();
    let warnings = warnings(&exporter, || {
        for value in ["1234567890", "12345678901", "1234567xyz1", "äöüßäö"] {
            counter!("visits_total", "path" => value).increment(1);
        }
        gauge!("level", "path" => "x".repeat(100_000)).set(1.0);
    });
    let page = page(&exporter);
    let visits = |path: &str| page.get(&format!("visits_total{{path=\"{path}\"}}")).map(String::as_str);
    assert_eq!(["1234567890", "1234567…", "äöü…"].map(visits), [Some("1"), Some("2"), Some("1")]);
    assert_eq!(page["level{path=\"xxxxxxx…\"}"], "1");
    assert_eq!([cut("visits_total"), cut("level")].map(|series| page[&series].clone()), ["3", "1"]);
    assert_eq!(warnings.iter().filter(|warning| warning.contains("`label_value_limit`")).count(), 1, "{warnings:?}");
}

#[test]
fn series_has_at_most_as_many_labels_as_the_limit() {
    let exporter = PrometheusExporter::builder().label_limit(2).build().unwrap();
    let labels = |count: usize| (0..count).map(|name| Label::new(format!("l{name}"), "x")).collect::<Vec<_>>();
    within(&exporter, || {
        counter!("visits_total", labels(2)).increment(1);
        counter!("visits_total", labels(100)).increment(1);
    });
    let page = page(&exporter);
    assert_eq!(page[r#"visits_total{l0="x",l1="x"}"#], "2");
    assert_eq!(page[&cut("visits_total")], "1");
}

#[test]
fn long_label_names_are_cut_and_long_descriptions_are_shortened() {
    let exporter = PrometheusExporter::new();
    within(&exporter, || {
        counter!("visits_total", vec![Label::new("n".repeat(1_000), "x")]).increment(1);
        describe_counter!("visits_total", "ä".repeat(100_000));
    });
    let text = exporter.render();
    let help = text.lines().find_map(|line| line.strip_prefix("# HELP visits_total ")).unwrap();
    assert!(help.len() <= 1_024 && help.ends_with("ä…"), "{} bytes", help.len());
    let page = page(&exporter);
    assert_eq!(page[&format!("visits_total{{{}=\"x\"}}", "n".repeat(255))], "1");
    assert_eq!(page[&cut("visits_total")], "1");
}

/// A handle may outlive its recorder. Its updates must not reach the metrics of another recorder.
#[test]
fn handle_beyond_the_limit_that_outlives_its_exporter_updates_no_other_metric() {
    let kept = {
        let exporter = PrometheusExporter::builder().metric_limit(1).build().unwrap();
        within(&exporter, || {
            counter!("jobs").increment(1);
            counter!("name")
        })
    };
    let exporter = PrometheusExporter::new();
    within(&exporter, || (0..200).for_each(|name| counter!(format!("other_{name}")).increment(0)));
    kept.increment(5);
    assert!(page(&exporter).values().all(|value| value == "0"));
}
