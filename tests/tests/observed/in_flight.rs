//! The gauge of calls in flight. Every outcome decrements it.

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::metrics::Metrics;
use attuned_telemetry_tests::panic_of;
use attuned_telemetry_tests::task::{Task, forever, pause};

use super::in_flight;

#[derive(Clone, Copy, PartialEq)]
enum End {
    Success,
    Error,
    Panic,
}

fn end(how: End) -> Result<(), std::fmt::Error> {
    match how {
        End::Success => Ok(()),
        End::Error => Err(std::fmt::Error),
        End::Panic => panic!("by choice"),
    }
}

#[test]
fn gauge_is_incremented_during_the_call_and_decremented_after_it() {
    #[observed(in_flight)]
    fn during(metrics: &Metrics, how: End) -> Result<(), std::fmt::Error> {
        assert_eq!(in_flight(metrics, "during"), Some(1.0));
        end(how)
    }

    let metrics = Metrics::new();
    metrics.watch(|| {
        assert_eq!(during(&metrics, End::Success), Ok(()));
        assert_eq!(in_flight(&metrics, "during"), Some(0.0));
        assert_eq!(during(&metrics, End::Error), Err(std::fmt::Error));
        assert_eq!(in_flight(&metrics, "during"), Some(0.0));
        assert_eq!(panic_of(|| during(&metrics, End::Panic)), "by choice");
        assert_eq!(in_flight(&metrics, "during"), Some(0.0));
    });
}

#[test]
fn every_outcome_of_a_future_decrements_the_gauge() {
    #[observed(in_flight)]
    async fn waiting(how: End) -> Result<(), std::fmt::Error> {
        pause().await;
        end(how)
    }

    let metrics = Metrics::new();
    metrics.watch(|| {
        for how in [End::Success, End::Error, End::Panic] {
            let mut task = Task::waiting(waiting(how));
            assert_eq!(in_flight(&metrics, "waiting"), Some(1.0));
            if how == End::Panic {
                panic_of(|| task.poll());
            } else {
                assert!(task.poll().is_ready());
            }
            assert_eq!(in_flight(&metrics, "waiting"), Some(0.0));
        }
    });
}

#[test]
fn dropping_a_future_decrements_the_gauge() {
    #[observed(in_flight)]
    async fn dropped() {
        forever::<()>().await;
    }

    let metrics = Metrics::new();
    metrics.watch(|| {
        let first = Task::waiting(dropped());
        let second = Task::waiting(dropped());
        assert_eq!(in_flight(&metrics, "dropped"), Some(2.0));
        drop(first);
        assert_eq!(in_flight(&metrics, "dropped"), Some(1.0));
        drop(second);
        assert_eq!(in_flight(&metrics, "dropped"), Some(0.0));
    });
}

#[test]
fn gauge_is_decremented_in_the_recorder_that_incremented_it() {
    #[observed(in_flight)]
    async fn moved() {
        pause().await;
    }

    let (first, second) = (Metrics::new(), Metrics::new());
    let mut task = first.watch(|| Task::waiting(moved()));
    assert!(second.watch(|| task.poll()).is_ready());
    assert_eq!(in_flight(&first, "moved"), Some(0.0));
    assert_eq!(in_flight(&second, "moved"), None);
}

#[test]
fn gauge_includes_nested_calls() {
    #[observed(in_flight)]
    fn nested(metrics: &Metrics, depth: u8) -> Option<f64> {
        if depth == 0 { in_flight(metrics, "nested") } else { nested(metrics, depth - 1) }
    }

    let metrics = Metrics::new();
    assert_eq!(metrics.watch(|| nested(&metrics, 4)), Some(5.0));
    assert_eq!(in_flight(&metrics, "nested"), Some(0.0));
}

#[test]
fn without_the_option_no_gauge_exists() {
    #[observed]
    fn ungauged() {}

    let metrics = Metrics::new();
    metrics.watch(ungauged);
    assert_eq!(in_flight(&metrics, "ungauged"), None);
}
