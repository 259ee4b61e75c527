//! The memory of typed counters.

use std::thread;

use attuned_telemetry_rt::TypedCounter;
use attuned_telemetry_tests::bytes_in_use::bytes_in_use;

use super::{EXPORTER, Numbered, TEXTS, lines};

static HUGE: TypedCounter<(Numbered<100>, Numbered<100>, Numbered<10>)> =
    TypedCounter::new("huge_total", ["one", "two", "three"]);

const SERIES: usize = 100_000;

/// Counts in every series, and returns the bytes in use afterwards.
fn count_all() -> usize {
    for one in 0..100 {
        for two in 0..100 {
            (0..10).for_each(|three| HUGE.increment((Numbered(one), Numbered(two), Numbered(three))));
        }
    }
    bytes_in_use()
}

#[test]
fn hundred_thousand_typed_series_take_less_than_a_megabyte() {
    assert_eq!((EXPORTER.render(), TEXTS.len()), (String::new(), 1_000));
    let before = bytes_in_use();
    let after = count_all();
    let bytes = after - before;
    assert!((8 * SERIES..1_000_000).contains(&bytes), "{bytes} bytes");
    // Further threads and pages take no memory for each series.
    for _ in 0..3 {
        thread::spawn(count_all).join().unwrap();
    }
    let page = lines("huge_total").len();
    assert_eq!(page, SERIES);
    let more = bytes_in_use() - before;
    assert!(more < 1_000_000, "{more} bytes");
}

static SPARSE: TypedCounter<(Numbered<1000>, Numbered<1000>)> = TypedCounter::new("sparse_total", ["one", "two"]);

#[test]
fn memory_is_allocated_for_the_series_that_are_counted() {
    assert_eq!((EXPORTER.render(), TEXTS.len()), (String::new(), 1_000));
    let before = bytes_in_use();
    (0..64).for_each(|two| SPARSE.increment((Numbered(500), Numbered(two))));
    let bytes = bytes_in_use() - before;
    assert!(bytes < 400_000, "{bytes} bytes for 64 of a million series");
}
