//! Calls while no recorder is installed, and recorders that are easily mistaken for none.

use std::cell::RefCell;
use std::sync::Arc;

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::metrics::Metrics;
use metrics::{
    Counter, CounterFn, Gauge, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder, SharedString, Unit,
    with_local_recorder,
};

use super::{calls, durations};

/// A recorder without a size, like the one that the facade uses while no recorder is installed.
struct Sizeless;

thread_local! {
    static RECORDED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

fn recorded() -> Vec<String> {
    RECORDED.take()
}

struct Handle(String);

impl CounterFn for Handle {
    fn increment(&self, value: u64) {
        RECORDED.with_borrow_mut(|recorded| recorded.push(format!("{} {value}", self.0)));
    }

    fn absolute(&self, _: u64) {}
}

impl HistogramFn for Handle {
    fn record(&self, _: f64) {
        RECORDED.with_borrow_mut(|recorded| recorded.push(self.0.clone()));
    }
}

impl Recorder for Sizeless {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(Arc::new(Handle(key.name().to_owned())))
    }

    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(Arc::new(Handle(key.name().to_owned())))
    }
}

const BOTH: [&str; 2] = ["attuned_telemetry_tests_operations_total 1", "attuned_telemetry_tests_duration_seconds"];

#[test]
fn recorder_without_a_size_records_counts_and_durations() {
    #[observed]
    fn sizeless() {}

    static IN_A_STATIC: Sizeless = Sizeless;
    let on_the_stack = Sizeless;
    let on_the_heap = Arc::new(Sizeless);
    let recorders: [&dyn Recorder; 5] =
        [&Sizeless, &IN_A_STATIC, &on_the_stack, &*on_the_heap, &*Box::<dyn Recorder>::from(Box::new(Sizeless))];
    for recorder in recorders {
        sizeless();
        assert_eq!(recorded(), [""; 0]);
        with_local_recorder(recorder, sizeless);
        assert_eq!(recorded(), BOTH);
    }
}

#[test]
fn first_call_of_a_thread_may_have_a_recorder_without_a_size() {
    #[observed]
    fn first() {}

    let call = || {
        with_local_recorder(&Sizeless, first);
        recorded()
    };
    assert_eq!(std::thread::spawn(call).join().unwrap(), BOTH);
}

#[test]
fn call_after_calls_without_a_recorder_has_a_duration() {
    #[observed(labels(kind))]
    fn timed(kind: bool) {}

    #[observed]
    async fn timed_later() {}

    timed(true);
    futures_util::FutureExt::now_or_never(timed_later());
    let metrics = Metrics::new();
    metrics.watch(|| timed(true));
    metrics.watch(|| futures_util::FutureExt::now_or_never(timed_later()));
    assert_eq!(metrics.series().iter().filter(|series| series.contains("duration_seconds")).count(), 2);
    assert_eq!(durations(&metrics, "timed_later").map(|durations| durations.len()), Some(1));
}

#[test]
fn future_that_starts_without_a_recorder_is_counted_but_not_timed() {
    #[observed]
    async fn started_without() {
        attuned_telemetry_tests::task::pause().await;
    }

    let mut task = attuned_telemetry_tests::task::Task::new(started_without());
    assert!(task.poll().is_pending());
    let metrics = Metrics::new();
    assert!(metrics.watch(|| task.poll()).is_ready());
    assert_eq!(calls(&metrics, "started_without", "success"), Some(1));
    assert_eq!(durations(&metrics, "started_without"), None);
}
