//! Names of typed counters and of their labels that are taken or have to be replaced.

use attuned_telemetry_rt::TypedCounter;

use super::{EXPORTER, lines};

static TAKEN: TypedCounter<(bool,)> = TypedCounter::new("taken_total", ["hit"]);
static TAKEN_AGAIN: TypedCounter<(bool,)> = TypedCounter::new("taken", ["hit"]);

#[test]
fn name_belongs_to_one_counter() {
    let _exporter = &*EXPORTER;
    TAKEN.increment((true,));
    TAKEN_AGAIN.add((true,), 2);
    metrics::counter!("taken_total", "hit" => "true").increment(3);
    TAKEN.increment((true,));
    assert_eq!(
        lines("taken"),
        [
            r#"taken_counter_counter_total{hit="true"} 3"#,
            r#"taken_counter_total{hit="true"} 2"#,
            r#"taken_total{hit="true"} 2"#,
        ]
    );
}

static LABELS: TypedCounter<(bool, bool, bool, bool)> = TypedCounter::new("labels_total", ["le", "a.b", "a_b", "a-b"]);

#[test]
fn labels_have_valid_and_different_names() {
    let _exporter = &*EXPORTER;
    LABELS.increment((true, true, false, false));
    let line = r#"labels_total{a_b="true",a_b_3="false",a_b_4="false",exported_le="true"} 1"#;
    assert_eq!(lines("labels_total"), [line]);
}
