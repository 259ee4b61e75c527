//! Typed counters on the pages of the exporter.

use std::collections::BTreeSet;

use attuned_telemetry_rt::export::prometheus::Format;
use attuned_telemetry_rt::{CappedLabel, CappedLabels, LabelValue, TypedCounter};

use super::{EXPORTER, Numbered, lines};

#[derive(LabelValue)]
enum Route {
    Home,
    #[label("a \"quoted\" \\ text")]
    Quoted,
}

static VISITS: TypedCounter<(Route, bool)> =
    TypedCounter::new("visits", ["route", "cached"]).with_description("Visits by route.");

#[test]
fn counted_series_are_on_the_page_with_labels_sorted_by_name_and_escaped() {
    let exporter = &*EXPORTER;
    assert_eq!(lines("visits"), [] as [&str; 0]);
    VISITS.increment((Route::Home, true));
    VISITS.add((Route::Quoted, false), 3);
    VISITS.add((Route::Quoted, false), 4);
    VISITS.add((Route::Home, false), 0);
    assert_eq!(
        lines("visits"),
        [
            r#"visits_total{cached="false",route="a \"quoted\" \\ text"} 7"#,
            r#"visits_total{cached="true",route="home"} 1"#
        ]
    );
    assert!(exporter.render().contains("# HELP visits_total Visits by route.\n# TYPE visits_total counter\n"));
}

static CREATED: TypedCounter<(bool,)> = TypedCounter::new("created_total", ["is_new"]);

#[test]
fn series_of_a_typed_counter_have_a_time_of_creation_and_are_in_every_format() {
    let exporter = &*EXPORTER;
    CREATED.increment((true,));
    let page = |format| exporter.page(format).flatten().collect::<Vec<u8>>();
    let open_metrics = String::from_utf8(page(Format::OpenMetrics)).unwrap();
    assert!(
        open_metrics.contains("created_total{is_new=\"true\"} 1\ncreated_created{is_new=\"true\"} 1"),
        "{open_metrics}"
    );
    let protobuf = String::from_utf8_lossy(&page(Format::Protobuf)).into_owned();
    assert!(protobuf.contains("created_total") && protobuf.contains("is_new"), "{protobuf}");
}

static MANY: TypedCounter<(Numbered<30>, Numbered<20>, bool)> = TypedCounter::new("many_total", ["a", "b", "c"]);

#[test]
fn every_counted_series_is_on_the_page_once_with_its_own_count() {
    let exporter = &*EXPORTER;
    let is_counted = |a: usize, b: usize, c: bool| (a * 7 + b * 3 + usize::from(c)) % 5 != 0;
    let mut expected = BTreeSet::new();
    for (a, b) in (0..30).flat_map(|a| (0..20).map(move |b| (a, b))) {
        for c in [false, true].into_iter().filter(|c| is_counted(a, b, *c)) {
            let count = a * 100 + b * 2 + usize::from(c) + 1;
            MANY.add((Numbered(a), Numbered(b), c), count as u64);
            expected.insert(format!(r#"many_total{{a="v{a:03}",b="v{b:03}",c="{c}"}} {count}"#));
        }
    }
    assert_eq!(lines("many_total"), expected.into_iter().collect::<Vec<_>>());
    let pieces: Vec<u8> = exporter.page(Format::Text).flatten().collect();
    assert_eq!(String::from_utf8(pieces).unwrap(), exporter.render());
}

static TENANTS: CappedLabels<2> = CappedLabels::new();
static CAPPED: TypedCounter<(CappedLabel<2>, Option<bool>)> = TypedCounter::new("capped_total", ["tenant", "hit"]);

#[test]
fn capped_strings_are_labels_too() {
    let _exporter = &*EXPORTER;
    for tenant in ["ada", "bob", "cleo", "dora", "ada"] {
        CAPPED.increment((TENANTS.label(tenant), None));
    }
    assert_eq!(
        lines("capped_total"),
        [
            r#"capped_total{hit="none",tenant="__other__"} 2"#,
            r#"capped_total{hit="none",tenant="ada"} 2"#,
            r#"capped_total{hit="none",tenant="bob"} 1"#,
        ]
    );
}

/// A label whose values have the same text.
struct Same(usize);

impl LabelValue for Same {
    const COUNT: usize = 3;

    fn index(&self) -> usize {
        self.0
    }

    fn as_str(&self) -> &'static str {
        ["one", "two", "one"][self.0]
    }
}

static SAME: TypedCounter<(Same,)> = TypedCounter::new("same_total", ["text"]);

#[test]
fn values_with_the_same_text_are_one_series() {
    let _exporter = &*EXPORTER;
    for index in [2, 0, 1, 2, 0, 2] {
        SAME.increment((Same(index),));
    }
    assert_eq!(lines("same_total"), [r#"same_total{text="one"} 5"#, r#"same_total{text="two"} 1"#]);
}

/// A label with a wrong number of values.
struct Wrong;

impl LabelValue for Wrong {
    const COUNT: usize = 1;

    fn index(&self) -> usize {
        1
    }

    fn as_str(&self) -> &'static str {
        "wrong"
    }
}

static WRONG: TypedCounter<(bool, Wrong)> = TypedCounter::new("wrong_total", ["a", "b"]);

#[test]
fn index_that_is_too_high_is_refused_and_counted() {
    let _exporter = &*EXPORTER;
    WRONG.increment((false, Wrong));
    WRONG.increment((true, Wrong));
    assert_eq!(lines("wrong_total"), [] as [&str; 0]);
    assert_eq!(
        lines("attuned_telemetry_refused_values_total"),
        [r#"attuned_telemetry_refused_values_total{metric="wrong_total"} 2"#]
    );
}
