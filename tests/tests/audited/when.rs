//! `when = changed`: only a success without changes writes no record.

use std::convert::Infallible;

use attuned_telemetry_rt::{Outcome, audited};
use attuned_telemetry_tests::audit::{audit, record_of};
use attuned_telemetry_tests::task::{Task, forever};
use attuned_telemetry_tests::{panic_of, watch};

#[audited(event = StateUpdated, axes_changed = axes, when = changed)]
fn upsert(axes: &[&str], works: bool) -> Result<(), std::fmt::Error> {
    if works { Ok(()) } else { Err(std::fmt::Error) }
}

#[test]
fn a_success_without_changes_writes_no_record() {
    assert_eq!(audit(|| upsert(&[], true)), (Ok(()), Vec::new()));
}

#[test]
fn a_success_with_changes_writes_a_record() {
    let record = record_of(|| upsert(&["warmth"], true));
    assert_eq!((record.outcome, record.axes_changed), (Outcome::Success, vec!["warmth".to_owned()]));
}

#[test]
fn an_error_always_writes_a_record() {
    assert_eq!(record_of(|| upsert(&[], false)).outcome, Outcome::Error);
}

#[test]
fn cancelled_and_panicked_calls_always_write_a_record() {
    #[audited(event = StateUpdated, axes_changed = [""; 0], when = changed)]
    async fn waits() {
        forever::<()>().await;
    }
    #[audited(event = StateUpdated, axes_changed = [""; 0], when = changed)]
    fn panics() {
        panic!("now")
    }

    assert_eq!(record_of(|| drop(Task::waiting(waits()))).outcome, Outcome::Cancelled);
    assert_eq!(record_of(|| panic_of(panics)).outcome, Outcome::Panicked);
}

#[test]
fn always_is_the_default() {
    #[audited(event = StateUpdated, axes_changed = [""; 0], when = always)]
    fn always() {}
    #[audited(event = StateUpdated, axes_changed = [""; 0])]
    fn default() {}
    #[audited(event = StateUpdated, when = always)]
    fn without_axes() {}

    assert_eq!(record_of(always).outcome, Outcome::Success);
    assert_eq!(record_of(default).outcome, Outcome::Success);
    assert_eq!(record_of(without_axes).outcome, Outcome::Success);
}

#[test]
fn an_omitted_record_leaves_no_gap_in_the_sequence() {
    let (_, records) = audit(|| {
        for axes in [&["warmth"][..], &[], &[], &["calm"]] {
            upsert(axes, true)?;
        }
        upsert(&[], false)
    });
    let numbers: Vec<_> = records.iter().map(|record| record.sequence).collect();
    assert_eq!(numbers, [1, 2, 3]);
}

#[test]
fn changed_fields_can_come_from_the_returned_value() {
    #[audited(event = StateUpdated, axes_changed = |axes| axes.iter(), when = changed)]
    fn merge(axes: Vec<String>) -> Result<Vec<String>, Infallible> {
        Ok(axes)
    }

    assert_eq!(audit(|| merge(Vec::new())).1, []);
    assert_eq!(record_of(|| merge(vec!["warmth".to_owned()])).axes_changed, ["warmth"]);
}

#[test]
fn a_success_without_an_ok_value_counts_as_a_change() {
    #[attuned_telemetry_rt::observed(ok_if = |_| true)]
    #[audited(event = StateUpdated, axes_changed = |axes| axes.iter(), when = changed)]
    fn merge() -> Result<Vec<String>, std::fmt::Error> {
        Err(std::fmt::Error)
    }

    assert_eq!(record_of(merge).outcome, Outcome::Success);
}

#[test]
fn a_masked_empty_list_is_no_change() {
    #[audited(event = StateUpdated, axes_changed = axes, redact(axes_changed), when = changed)]
    fn update(axes: &[&str]) -> usize {
        axes.len()
    }

    assert_eq!(audit(|| update(&[])).1, []);
    assert_eq!(record_of(|| update(&["warmth"])).axes_changed, ["[redacted]"]);
}

#[test]
fn an_omitted_record_is_not_counted_as_lost() {
    let watched = watch(|| audit(|| upsert(&[], true)));
    assert_eq!(watched.metrics.counter("attuned_telemetry_audit_lost_total"), None);
    assert!(watched.trace.events().is_empty());
}
