//! A call is recorded by the recorder that is current when the call ends.

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::metrics::Metrics;
use attuned_telemetry_tests::task::{Task, pause};

use super::{calls, durations};

#[test]
fn without_a_recorder_the_function_runs_as_usual() {
    #[observed(in_flight)]
    fn unrecorded() -> Result<u8, std::fmt::Error> {
        Ok(1)
    }

    assert_eq!(unrecorded(), Ok(1));
}

#[test]
fn recorder_installed_late_records_later_calls() {
    #[observed]
    fn late() {}

    late();
    late();
    let metrics = Metrics::new();
    metrics.watch(late);
    assert_eq!(calls(&metrics, "late", "success"), Some(1));
    late();
    assert_eq!(calls(&metrics, "late", "success"), Some(1));
}

#[test]
fn recorder_replaced_between_calls_is_used() {
    #[observed]
    fn exchanged() {}

    let (first, second) = (Metrics::new(), Metrics::new());
    first.watch(exchanged);
    second.watch(exchanged);
    second.watch(exchanged);
    first.watch(exchanged);
    first.watch(exchanged);
    assert_eq!(calls(&first, "exchanged", "success"), Some(3));
    assert_eq!(calls(&second, "exchanged", "success"), Some(2));
}

/// Records one call with a recorder on this function's stack.
#[inline(never)]
fn count_once(call: fn()) -> (usize, Metrics) {
    let metrics = Metrics::new();
    let address = std::ptr::from_ref(&metrics).addr();
    metrics.watch(call);
    (address, metrics)
}

#[observed]
fn reused() {}

#[test]
fn recorders_one_after_another_at_the_same_address_do_not_mix() {
    let (first_address, first) = count_once(reused);
    let (second_address, second) = count_once(reused);
    assert_eq!(first_address, second_address, "the recorders are at different addresses, so this test checks nothing");
    assert_eq!(calls(&first, "reused", "success"), Some(1));
    assert_eq!(calls(&second, "reused", "success"), Some(1));
}

#[test]
fn nested_recorders_each_record_their_own_calls() {
    #[observed]
    fn nested() {}

    let (outer, inner) = (Metrics::new(), Metrics::new());
    outer.watch(|| {
        nested();
        inner.watch(nested);
        nested();
    });
    assert_eq!(calls(&outer, "nested", "success"), Some(2));
    assert_eq!(calls(&inner, "nested", "success"), Some(1));
}

#[test]
fn recorder_records_only_its_own_thread() {
    #[observed]
    fn threaded() {}

    let metrics = Metrics::new();
    metrics.watch(|| {
        std::thread::scope(|scope| {
            scope.spawn(threaded);
        });
        threaded();
    });
    assert_eq!(calls(&metrics, "threaded", "success"), Some(1));
}

#[test]
fn two_threads_with_their_own_recorders_do_not_mix() {
    #[observed]
    fn parallel() {}

    let counted = |times: u64| {
        let metrics = Metrics::new();
        metrics.watch(|| (0..times).for_each(|_| parallel()));
        assert_eq!(durations(&metrics, "parallel").unwrap().len() as u64, times);
        calls(&metrics, "parallel", "success")
    };
    std::thread::scope(|scope| {
        let first = scope.spawn(|| counted(500));
        let second = scope.spawn(|| counted(700));
        assert_eq!(first.join().unwrap(), Some(500));
        assert_eq!(second.join().unwrap(), Some(700));
    });
}

#[test]
fn future_is_recorded_by_the_recorder_at_its_end() {
    #[observed]
    async fn moved() {
        pause().await;
    }

    let (first, second) = (Metrics::new(), Metrics::new());
    let mut task = first.watch(|| Task::waiting(moved()));
    assert!(second.watch(|| task.poll()).is_ready());
    assert_eq!(calls(&first, "moved", "success"), None);
    assert_eq!(calls(&second, "moved", "success"), Some(1));
}
