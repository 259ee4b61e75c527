//! Lists can come from any collection or iterator, which is not consumed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use attuned_telemetry_rt::{AuditEvent, audited};
use attuned_telemetry_tests::audit::record_of;

fn axes(scope: impl FnOnce() -> usize) -> Vec<String> {
    let AuditEvent { axes_changed, .. } = record_of(scope);
    axes_changed
}

#[test]
fn collections_of_every_kind() {
    #[audited(event = StateUpdated, axes_changed = axes)]
    fn vec(axes: Vec<String>) -> usize {
        axes.len()
    }
    #[audited(event = StateUpdated, axes_changed = axes)]
    fn vec_ref(axes: &Vec<&str>) -> usize {
        axes.len()
    }
    #[audited(event = StateUpdated, axes_changed = axes)]
    fn slice(axes: &[&str]) -> usize {
        axes.len()
    }
    #[audited(event = StateUpdated, axes_changed = axes)]
    fn array(axes: [char; 2]) -> usize {
        axes.len()
    }
    #[audited(event = StateUpdated, axes_changed = axes)]
    fn set(axes: BTreeSet<u8>) -> usize {
        axes.len()
    }
    #[audited(event = StateUpdated, axes_changed = axes)]
    fn optional(axes: Option<&'static str>) -> usize {
        usize::from(axes.is_some())
    }

    assert_eq!(axes(|| vec(vec!["a".to_owned(), "b".to_owned()])), ["a", "b"]);
    assert_eq!(axes(|| vec_ref(&vec!["a", "b"])), ["a", "b"]);
    assert_eq!(axes(|| slice(&["a", "b"])), ["a", "b"]);
    assert_eq!(axes(|| array(['a', 'b'])), ["a", "b"]);
    assert_eq!(axes(|| set(BTreeSet::from([2, 1]))), ["1", "2"]);
    assert_eq!(axes(|| optional(Some("a"))), ["a"]);
    assert!(axes(|| optional(None)).is_empty());
}

#[test]
fn keys_of_a_map_and_other_iterators() {
    #[audited(event = StateUpdated, axes_changed = axes.keys())]
    fn keys(axes: BTreeMap<String, f32>) -> usize {
        axes.into_keys().count()
    }
    #[audited(event = StateUpdated, axes_changed = axes.keys())]
    fn hashed(axes: &HashMap<&'static str, f32>) -> usize {
        axes.len()
    }
    #[audited(event = StateUpdated, axes_changed = axes.iter().filter(|axis| axis.len() > 1).map(|axis| axis.to_uppercase()))]
    fn iterator(axes: &[&str]) -> usize {
        axes.len()
    }
    #[audited(event = StateUpdated, axes_changed = (from..to))]
    fn range(from: u8, to: u8) -> usize {
        usize::from(to - from)
    }

    assert_eq!(
        axes(|| keys(BTreeMap::from([("warmth".to_owned(), 0.1), ("depth".to_owned(), 0.2)]))),
        ["depth", "warmth"]
    );
    assert_eq!(axes(|| hashed(&HashMap::from([("warmth", 0.1)]))), ["warmth"]);
    assert_eq!(axes(|| iterator(&["x", "warmth"])), ["WARMTH"]);
    assert_eq!(axes(|| range(1, 3)), ["1", "2"]);
}

#[test]
fn list_returned_by_the_body() {
    #[audited(event = StateUpdated, axes_changed = |changed| changed)]
    fn changed() -> Vec<&'static str> {
        vec!["depth"]
    }
    #[audited(event = StateUpdated, axes_changed = |changed| changed.keys())]
    fn map() -> Result<BTreeMap<&'static str, u8>, ()> {
        Ok(BTreeMap::from([("depth", 1)]))
    }

    assert_eq!(axes(|| changed().len()), ["depth"]);
    assert_eq!(axes(|| usize::from(map().is_ok())), ["depth"]);
}
