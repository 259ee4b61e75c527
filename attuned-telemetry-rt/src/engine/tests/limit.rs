//! The series limit.

use metrics::{counter, gauge, histogram};

use super::{Config, engine, page, shown, within};

fn limited() -> Config {
    Config { series_limit: 3, ..Config::default() }
}

const OVERFLOW: &str = r#"attuned_telemetry_series_overflow_total{metric="hits_total"}"#;

#[test]
fn series_beyond_the_limit_share_the_overflow_series() {
    let engine = engine(limited());
    within(&engine, || {
        for user in 0..10 {
            counter!("hits_total", "user" => user.to_string(), "kind" => "read").increment(2);
        }
    });
    let page = page(&engine);
    assert_eq!(page[r#"hits_total{kind="read",user="2"}"#].to_bits(), 2.0_f64.to_bits());
    assert!(!page.contains_key(r#"hits_total{kind="read",user="3"}"#));
    assert_eq!(page[r#"hits_total{kind="__other__",user="__other__"}"#].to_bits(), 14.0_f64.to_bits());
    assert_eq!(page[OVERFLOW].to_bits(), 7.0_f64.to_bits());
    assert_eq!(page.len(), 5);
}

#[test]
fn existing_series_are_updated_when_the_metric_is_full() {
    let engine = engine(limited());
    let count = |user: u32| within(&engine, || counter!("hits_total", "user" => user.to_string()).increment(1));
    (0..5).for_each(count);
    (0..5).for_each(count);
    assert_eq!(page(&engine)[r#"hits_total{user="1"}"#].to_bits(), 2.0_f64.to_bits());
    assert_eq!(page(&engine)[r#"hits_total{user="__other__"}"#].to_bits(), 4.0_f64.to_bits());
    assert_eq!(page(&engine)[OVERFLOW].to_bits(), 4.0_f64.to_bits());
}

#[test]
fn sixteen_sets_of_label_names_have_their_own_overflow_and_others_share_one() {
    let engine = engine(limited());
    let count = || {
        for name in 0..25 {
            let labels = [metrics::Label::new(format!("l{name:02}"), "x")];
            within(&engine, || counter!("hits_total", labels.iter()).increment(1));
        }
    };
    count();
    count();
    let overflows = shown(&engine, "__other__");
    assert_eq!(overflows.len(), 16, "{overflows:?}");
    let page = page(&engine);
    assert_eq!(
        page[r#"hits_total{l03="__other__"}"#].to_bits(),
        2.0_f64.to_bits(),
        "this still works after the list is full"
    );
    assert_eq!(page["hits_total"].to_bits(), 12.0_f64.to_bits());
    assert_eq!(page[OVERFLOW].to_bits(), 44.0_f64.to_bits());
}

#[test]
fn overflow_values_of_every_kind_are_counted() {
    let engine = engine(Config { series_limit: 0, ..Config::default() });
    within(&engine, || {
        gauge!("level", "of" => "a").set(3.0);
        gauge!("level", "of" => "b").increment(1.0);
        histogram!("size", "of" => "a").record_many(1.0, 3);
        histogram!("size", "of" => "a").record(f64::NAN);
    });
    let page = page(&engine);
    assert_eq!(page[r#"attuned_telemetry_series_overflow_total{metric="level"}"#].to_bits(), 2.0_f64.to_bits());
    assert_eq!(page[r#"size{of="__other__"}"#].to_bits(), 3.0_f64.to_bits());
    assert_eq!(page[r#"attuned_telemetry_series_overflow_total{metric="size"}"#].to_bits(), 3.0_f64.to_bits());
    assert_eq!(page[r#"attuned_telemetry_refused_values_total{metric="size"}"#].to_bits(), 1.0_f64.to_bits());
}

/// A handle may outlive its recorder. Its updates must not reach the metrics of another recorder.
#[test]
fn overflow_handle_that_outlives_its_exporter_updates_no_other_metric() {
    let kept = {
        let engine = engine(Config { series_limit: 0, ..Config::default() });
        within(&engine, || counter!("hits_total", "user" => "a"))
    };
    let engine = engine(Config::default());
    let names = (0..200).map(|name| format!("other_{name}_total")).collect::<Vec<_>>();
    within(&engine, || names.iter().for_each(|name| counter!(name.clone()).increment(0)));
    kept.increment(5);
    assert!(page(&engine).values().all(|value| value.abs() < 0.5));
}

#[test]
fn threads_that_overflow_a_metric_are_counted_exactly() {
    let engine = engine(limited());
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let engine = &engine;
            scope.spawn(move || {
                within(engine, || {
                    for user in 0..500 {
                        counter!("hits_total", "user" => ((user * 7 + thread) % 50).to_string()).increment(1);
                    }
                });
            });
        }
    });
    let page = page(&engine);
    let all: f64 = page.iter().filter(|(series, _)| series.starts_with("hits")).map(|(_, value)| value).sum();
    assert_eq!(all.to_bits(), 2_000.0_f64.to_bits());
    assert_eq!(page[r#"hits_total{user="__other__"}"#].to_bits(), page[OVERFLOW].to_bits());
    assert_eq!(page.len(), 5);
}
