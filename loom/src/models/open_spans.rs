//! The places of open spans.

use loom::sync::Arc;
use loom::thread;

use super::model;
use crate::open_spans::places::numbers::{Changes, Numbers};
use crate::open_spans::places::places::Places;

/// Returns a span all of whose numbers are the same.
fn numbers(number: u64) -> Numbers {
    Numbers { ids: [number; 3], parent: number, started: number, what: number }
}

#[test]
fn two_threads_never_get_the_same_place() {
    model(|| {
        let places = Arc::new(Places::default());
        let others = places.clone();
        let other = thread::spawn(move || others.add(3, &numbers(3)));
        // Both spans have the same two places.
        let ours = places.add(1, &numbers(1));
        let theirs = other.join().expect("the thread does not panic");
        assert!(ours && theirs);
        assert_eq!([1, 3].map(|id| places.get(id)), [1, 3].map(|number| Some(numbers(number))));
    });
}

#[test]
fn span_is_never_mixed_with_the_next_one_in_its_place() {
    model(|| {
        let places = Arc::new(Places::default());
        // The other place is not free.
        assert!(places.add(2, &numbers(2)) && places.add(1, &numbers(1)));
        let others = places.clone();
        let other = thread::spawn(move || {
            let removed = others.remove(1).map(|(numbers, ..)| numbers);
            assert_eq!(removed, Some(numbers(1)));
            assert!(others.add(3, &numbers(3)));
        });
        // Otherwise loom tries one order only.
        thread::yield_now();
        for id in [1, 3] {
            let seen = places.get(id);
            assert!(seen.is_none_or(|seen| seen == numbers(id)), "{seen:?}");
        }
        other.join().expect("the thread does not panic");
        assert_eq!([1, 3].map(|id| places.get(id)), [None, Some(numbers(3))]);
    });
}

#[test]
fn what_two_threads_change_is_there_when_the_span_is_closed() {
    model(|| {
        let places = Arc::new(Places::default());
        assert!(places.add(1, &numbers(1)));
        let others = places.clone();
        let other = thread::spawn(move || {
            assert!(others.change(1, Changes { status: 2, outcome: 0 }));
            assert!(others.add_details(1));
        });
        // Otherwise loom tries one order only.
        thread::yield_now();
        assert!(places.change(1, Changes { status: 0, outcome: 3 }));
        other.join().expect("the thread does not panic");
        assert_eq!(places.remove(1), Some((numbers(1), Changes { status: 2, outcome: 3 }, true)));
        // The next span in the place starts anew.
        assert!(places.add(1, &numbers(4)));
        assert_eq!(places.remove(1), Some((numbers(4), Changes::default(), false)));
    });
}
