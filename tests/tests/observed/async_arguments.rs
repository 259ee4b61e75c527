//! Arguments of an `async fn`: the future drops them in the order of the function.

use std::cell::RefCell;

use attuned_telemetry_rt::{audited, observed};
use attuned_telemetry_tests::task::{Task, pause, run};

thread_local! {
    static DROPPED: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

/// Adds its name to `DROPPED` when it is dropped.
struct Logged(&'static str);

impl Drop for Logged {
    fn drop(&mut self) {
        DROPPED.with(|dropped| dropped.borrow_mut().push(self.0));
    }
}

fn length(logged: &Logged) -> usize {
    logged.0.len()
}

fn dropped<R>(scope: impl FnOnce() -> R) -> Vec<&'static str> {
    drop(scope());
    DROPPED.with(RefCell::take)
}

#[observed]
async fn observed(first: Logged, _second: Logged, third: Logged, waits: bool) -> usize {
    if waits {
        pause().await;
    }
    length(&first) + length(&third)
}

#[audited(event = "called")]
async fn audited_too(first: Logged, _second: Logged, third: Logged, waits: bool) -> usize {
    if waits {
        pause().await;
    }
    length(&first) + length(&third)
}

#[test]
fn arguments_are_dropped_last_first_when_the_body_ends() {
    let arguments = || (Logged("first"), Logged("second"), Logged("third"));
    let order = dropped(|| {
        let (first, second, third) = arguments();
        run(observed(first, second, third, true))
    });
    assert_eq!(order, ["third", "second", "first"]);
    let order = dropped(|| {
        let (first, second, third) = arguments();
        run(audited_too(first, second, third, true))
    });
    assert_eq!(order, ["third", "second", "first"]);
}

#[test]
fn arguments_are_dropped_last_first_when_the_future_is_dropped() {
    let order = dropped(|| {
        let mut task = Task::new(observed(Logged("first"), Logged("second"), Logged("third"), true));
        assert!(task.poll().is_pending());
    });
    assert_eq!(order, ["third", "second", "first"]);
}

#[test]
fn part_of_an_argument_that_the_body_moves_out_is_dropped_in_the_order_of_the_function() {
    #[observed]
    async fn moved(pair: (Logged, Logged), last: Logged) -> usize {
        let (left, _) = pair;
        pause().await;
        length(&left) + length(&last)
    }

    let order = dropped(|| run(moved((Logged("left"), Logged("right")), Logged("last"))));
    assert_eq!(order, ["left", "last", "right"]);
}
