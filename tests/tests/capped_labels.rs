//! Strings as metric labels: the number of values never exceeds the cap.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::hint::spin_loop;
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use attuned_telemetry_rt::{CappedLabel, CappedLabels, LabelValue};
use proptest::prelude::*;

const OTHER: &str = "__other__";

/// Leaked, like a `static`: it is never dropped.
fn capped<const N: usize>() -> &'static CappedLabels<N> {
    Box::leak(Box::default())
}

fn shown<const N: usize>(label: CappedLabel<N>) -> (usize, &'static str) {
    (label.index(), label.as_str())
}

#[test]
fn first_strings_are_kept_and_later_ones_are_other() {
    static TENANTS: CappedLabels<2> = CappedLabels::new();

    assert_eq!(CappedLabel::<2>::COUNT, 3);
    assert_eq!(shown(TENANTS.label("ada")), (0, "ada"));
    assert_eq!(shown(TENANTS.label("bob")), (1, "bob"));
    assert_eq!(shown(TENANTS.label("cleo")), (2, OTHER));
    assert_eq!(shown(TENANTS.label(&String::from("ada"))), (0, "ada"));
    assert_eq!(shown(TENANTS.label("cleo")), (2, OTHER));
}

#[test]
fn empty_string_is_treated_like_any_other() {
    let labels = capped::<2>();
    assert_eq!(shown(labels.label("")), (0, ""));
    assert_eq!(shown(labels.label(" ")), (1, " "));
    assert_eq!(shown(labels.label("")), (0, ""));
}

#[test]
fn the_string_other_is_the_overflow_value() {
    let labels = capped::<1>();
    assert_eq!(shown(labels.label(OTHER)), (1, OTHER));
    assert_eq!(shown(labels.label("ada")), (0, "ada"));
}

#[test]
fn too_long_string_is_other_and_does_not_count_towards_the_cap() {
    let labels = capped::<1>();
    let (long, longest) = ("x".repeat(129), "x".repeat(128));
    assert_eq!(shown(labels.label(&long)), (1, OTHER));
    // 65 characters of two bytes each.
    assert_eq!(shown(labels.label(&"é".repeat(65))), (1, OTHER));
    assert_eq!(labels.label(&longest).as_str(), longest);
}

#[test]
fn with_a_cap_of_zero_every_string_is_other() {
    let labels = capped::<0>();
    assert_eq!(CappedLabel::<0>::COUNT, 1);
    assert_eq!(shown(labels.label("")), (0, OTHER));
    assert_eq!(shown(labels.label("ada")), (0, OTHER));
}

#[test]
fn each_static_has_its_own_cap() {
    static TENANTS: CappedLabels<1> = CappedLabels::new();
    static REGIONS: CappedLabels<1> = CappedLabels::new();

    assert_eq!(TENANTS.label("ada").as_str(), "ada");
    assert_eq!(REGIONS.label("north").as_str(), "north");
    assert_eq!([TENANTS.label("north").as_str(), REGIONS.label("ada").as_str()], [OTHER, OTHER]);
}

#[test]
fn ten_thousand_strings_are_kept() {
    let labels = capped::<10_000>();
    for number in 0..10_000 {
        assert_eq!(labels.label(&number.to_string()).index(), number);
    }
    assert_eq!(shown(labels.label("10000")), (10_000, OTHER));
    assert_eq!(shown(labels.label("9999")), (9_999, "9999"));
}

/// Each thread uses more strings than the cap, in a different order.
#[test]
fn threads_together_never_exceed_the_cap() {
    const THREADS: usize = 8;
    const STRINGS: usize = 64;
    for _ in 0..50 {
        let (labels, start) = (capped::<16>(), Barrier::new(THREADS));
        let ask = |thread: usize| {
            start.wait();
            let order = (0..4 * STRINGS).map(|step| (step * 7 + thread * 11) % STRINGS);
            order.map(|number| format!("tenant {number}")).map(|text| (shown(labels.label(&text)), text)).collect()
        };
        let asked: Vec<Vec<((usize, &str), String)>> = thread::scope(|scope| {
            let threads: Vec<_> = (0..THREADS).map(|thread| scope.spawn(move || ask(thread))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });

        let mut texts = BTreeMap::new();
        for ((index, shown), text) in asked.into_iter().flatten() {
            assert!(shown == text || (index, shown) == (16, OTHER), "{text} is shown as {shown}");
            assert_eq!(*texts.entry(index).or_insert(shown), shown, "each index has one string");
        }
        let different: BTreeSet<_> = texts.values().collect();
        assert_eq!((texts.len(), different.len()), (17, 17));
        assert_eq!(texts.keys().copied().collect::<Vec<_>>(), (0..=16).collect::<Vec<_>>());
    }
}

/// Two threads run in lockstep. At each step both use the same new string.
#[test]
fn threads_that_use_the_same_new_string_share_one_value() {
    const STEPS: usize = 20_000;
    let (labels, arrived) = (capped::<STEPS>(), AtomicUsize::new(0));
    let ask = || {
        let texts: Vec<_> = (0..STEPS).map(|step| step.to_string()).collect();
        let steps = texts.iter().enumerate().map(|(step, text)| {
            arrived.fetch_add(1, Ordering::SeqCst);
            // The threads must start together to race, so they spin, and yield only if the other thread is not running.
            let mut waited = 0;
            while arrived.load(Ordering::SeqCst) < 2 * (step + 1) {
                waited += 1;
                if waited % 1_000 == 0 { thread::yield_now() } else { spin_loop() }
            }
            labels.label(text).index()
        });
        steps.collect::<Vec<_>>()
    };
    let (first, second) = thread::scope(|scope| {
        let first = scope.spawn(ask);
        (ask(), first.join().unwrap())
    });
    assert!(first.iter().copied().eq(0..STEPS), "each new string has the next index");
    assert!(first == second, "both threads get the same index");
}

/// A simple model of the documented behaviour.
#[derive(Default)]
struct Model {
    known: Vec<String>,
}

impl Model {
    fn label(&mut self, text: &str, most: usize) -> (usize, String) {
        if let Some(index) = self.known.iter().position(|known| known == text) {
            return (index, text.to_owned());
        }
        if self.known.len() < most && text != OTHER && text.len() <= 128 {
            self.known.push(text.to_owned());
            return (self.known.len() - 1, text.to_owned());
        }
        (most, OTHER.to_owned())
    }
}

/// Strings of every kind. They are few, so that they repeat.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[a-d]{0,2}",
        1 => Just(OTHER.to_owned()),
        1 => (126_usize..131).prop_map(|length| "l".repeat(length)),
        1 => (62_usize..67).prop_map(|length| "ö".repeat(length)),
        1 => any::<String>(),
    ]
}

fn agrees<const N: usize>(texts: &[String]) -> Result<(), TestCaseError> {
    let (labels, mut model) = (capped::<N>(), Model::default());
    for text in texts {
        let label = labels.label(text);
        prop_assert_eq!((label.index(), label.as_str().to_owned()), model.label(text, N));
        prop_assert!(label.index() < CappedLabel::<N>::COUNT);
    }
    Ok(())
}

proptest! {
    #[test]
    fn strings_are_capped_like_in_the_model(texts in prop::collection::vec(text(), 0..60)) {
        agrees::<0>(&texts)?;
        agrees::<1>(&texts)?;
        agrees::<3>(&texts)?;
        agrees::<10>(&texts)?;
        agrees::<100>(&texts)?;
    }
}
