//! The values of capped labels.

use loom::thread;

use super::model;
use crate::labels::labels::known_texts::KnownTexts;

/// Returns a set of strings for one execution.
fn texts(max: usize) -> &'static KnownTexts {
    Box::leak(Box::new(KnownTexts::new(max)))
}

#[test]
fn threads_that_add_the_same_strings_in_any_order_get_the_same_indexes() {
    model(|| {
        let texts = texts(2);
        let find = move |names: [&str; 2]| names.map(|name| texts.find_or_add(name, "").map(|(_, index)| index));
        let other = thread::spawn(move || find(["ada", "bob"]));
        let [bob, ada] = find(["bob", "ada"]);
        assert_eq!(other.join().expect("the thread does not panic"), [ada, bob]);
        assert!([ada, bob] == [Some(0), Some(1)] || [ada, bob] == [Some(1), Some(0)], "{ada:?} {bob:?}");
    });
}

#[test]
fn threads_that_fill_the_set_exceed_its_limit_in_no_interleaving() {
    model(|| {
        let texts = texts(1);
        let other = thread::spawn(move || texts.find_or_add("ada", ""));
        let ours = texts.find_or_add("bob", "");
        let theirs = other.join().expect("the thread does not panic");
        assert!(ours.is_some() != theirs.is_some(), "{ours:?} {theirs:?}");
        assert_eq!((texts.find_or_add("bob", ""), texts.find_or_add("ada", "")), (ours, theirs));
    });
}
