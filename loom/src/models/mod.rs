//! Tests of properties that hold in every interleaving of threads.
#![allow(clippy::expect_used, reason = "a test may panic")]

mod typed;

use loom::thread;

use crate::engine::cells::ranges::Ranges;
use crate::engine::cells::shards::{LocalShard, Shards};
use crate::labels::labels::known_texts::KnownTexts;

/// Runs a model in every interleaving with at most two preemptions. According to loom's authors, two preemptions find
/// most bugs. `LOOM_MAX_PREEMPTIONS` overrides the number.
fn model(run: impl Fn() + Send + Sync + 'static) {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = model.preemption_bound.or(Some(2));
    model.check(run);
}

/// Returns the shards for one execution. They are leaked, like statics; loom runs only a few hundred executions.
fn shards() -> &'static Shards {
    Box::leak(Box::new(Shards::new()))
}

/// Returns the ranges for one execution.
fn ranges() -> &'static Ranges {
    Box::leak(Box::new(Ranges::new()))
}

/// Takes a shard, adds the counts to a cell, and returns the shard.
fn count_on_a_shard(shards: &'static Shards, cell: u32, counts: &[u64]) {
    let shard = shards.take().expect("there are enough shards");
    for count in counts {
        LocalShard::exclusive(shard).count(cell, *count);
    }
    shard.give_back();
}

#[test]
fn reader_sees_some_of_what_an_owner_adds_and_never_less_than_before() {
    model(|| {
        let shards = shards();
        let owner = thread::spawn(move || count_on_a_shard(shards, 3, &[1, 1]));
        let (first, second) = (shards.total(3), shards.total(3));
        assert!(first <= second && second <= 2, "{first} and then {second}");
        owner.join().expect("the owner does not panic");
        assert_eq!(shards.total(3), 2);
    });
}

#[test]
fn shard_handed_to_the_next_thread_loses_nothing() {
    model(|| {
        let shards = shards();
        let threads = [(); 2].map(|()| thread::spawn(move || count_on_a_shard(shards, 0, &[1, 1])));
        for thread in threads {
            thread.join().expect("the thread does not panic");
        }
        assert_eq!(shards.total(0), 4);
        assert!(shards.all().count() <= 2);
    });
}

#[test]
fn sums_survive_the_hand_over() {
    model(|| {
        let shards = shards();
        let add = move || {
            let shard = shards.take().expect("there are enough shards");
            let local = LocalShard::exclusive(shard);
            local.add_float(local.chunk(5), 5, 0.5);
            shard.give_back();
        };
        let threads = [thread::spawn(add), thread::spawn(add)];
        for thread in threads {
            thread.join().expect("the thread does not panic");
        }
        assert_eq!(shards.sum(5).to_bits(), 1.0_f64.to_bits());
    });
}

#[test]
fn range_taken_again_begins_at_zero_and_the_old_counts_are_gone() {
    model(|| {
        let (shards, ranges) = (shards(), ranges());
        let use_one = move |count| {
            let cell = ranges.take(1).expect("there are enough cells");
            let shard = shards.take().expect("there are enough shards");
            let before = shards.total(cell);
            LocalShard::exclusive(shard).count(cell, count);
            let after = shards.total(cell);
            shard.give_back();
            ranges.give_back(shards, cell, 1);
            (before, after)
        };
        let other = thread::spawn(move || assert_eq!(use_one(5), (0, 5)));
        assert_eq!(use_one(7), (0, 7));
        other.join().expect("the thread does not panic");
        let cell = ranges.take(1).expect("there are enough cells");
        assert_eq!(shards.total(cell), 0);
    });
}

#[test]
fn two_writers_of_the_shared_shard_lose_nothing() {
    model(|| {
        let shards = shards();
        shards.shared();
        let add = move || {
            let local = LocalShard::shared(shards.shared());
            local.count(1, 1);
            local.add_float(local.chunk(2), 2, 0.5);
        };
        let other = thread::spawn(add);
        add();
        other.join().expect("the thread does not panic");
        assert_eq!(shards.total(1), 2);
        assert_eq!(shards.sum(2).to_bits(), 1.0_f64.to_bits());
    });
}

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
