//! Typed counters that many threads update.

use std::sync::Barrier;
use std::thread;

use attuned_telemetry_rt::TypedCounter;

use super::{EXPORTER, Numbered, lines};

static SHARED: TypedCounter<(Numbered<100>, bool)> = TypedCounter::new("shared_total", ["number", "is_odd"]);

const THREADS: usize = 8;
const ROUNDS: u64 = 20_000;

/// The threads disturb each other so often that the cells are split.
#[test]
fn counts_of_threads_that_update_the_same_series_are_exact() {
    let _exporter = &*EXPORTER;
    let barrier = Barrier::new(THREADS);
    let count = |thread: usize| {
        barrier.wait();
        for round in 0..ROUNDS {
            SHARED.increment((Numbered(0), true));
            let number = usize::try_from(round % 100).unwrap();
            SHARED.add((Numbered(number), false), thread as u64 + 1);
        }
    };
    let count = &count;
    let mut read = Vec::new();
    thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|thread| scope.spawn(move || count(thread))).collect();
        while threads.iter().any(|thread| !thread.is_finished()) {
            read.push(total(r#"shared_total{is_odd="true",number="v000"} "#));
        }
    });
    assert!(read.is_sorted(), "a counter went down");
    let all = THREADS as u64 * ROUNDS;
    assert_eq!(total(r#"shared_total{is_odd="true",number="v000"} "#), all);
    let each = ROUNDS / 100 * (1..=THREADS as u64).sum::<u64>();
    let lines = lines("shared_total{is_odd=\"false\"");
    assert_eq!(lines.len(), 100);
    assert!(lines.iter().all(|line| line.ends_with(&format!(" {each}"))), "{lines:?}");
}

fn total(series: &str) -> u64 {
    lines(series).first().map_or(0, |line| line[series.len()..].parse().unwrap())
}
