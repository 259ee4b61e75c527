//! A value in the annotation that panics is a panic of the call, whatever the function returns.

use std::future::Future;
use std::pin::Pin;

use attuned_telemetry_rt::{LabelValue, observed};
use attuned_telemetry_tests::{panic_of, watch};
use futures_util::Stream;
use futures_util::stream;

use super::calls;

type Boxed = Pin<Box<dyn Future<Output = ()>>>;

fn broken<T>() -> T {
    panic!("no value")
}

#[derive(LabelValue)]
enum Kind {
    Small,
}

/// Checks that each call panics, and is recorded once as panicked.
#[track_caller]
fn is_one_panic(op: &str, call: impl FnOnce()) {
    let watched = watch(|| panic_of(call));
    assert_eq!(watched.returned, "no value", "{op}");
    let panicked: Vec<_> = watched.metrics.series().into_iter().filter(|series| series.contains("_total{")).collect();
    let of_op = format!("operation={op:?}");
    assert_eq!(panicked.len(), 2, "{op}: its error and its end, and nothing else: {panicked:?}");
    assert!(panicked.iter().all(|series| series.contains(&of_op)), "{op}: {panicked:?}");
    assert!(panicked[1].contains("status=\"panicked\""), "{op}: {panicked:?}");
}

#[test]
fn field_that_panics_is_a_panic_of_the_call() {
    #[observed(fields(size = broken::<u8>()))]
    fn plain() {}
    #[observed(fields(size = broken::<u8>()))]
    async fn asynchronous() {}
    #[observed(fields(size = broken::<u8>()))]
    fn future() -> impl Future<Output = ()> {
        async {}
    }
    #[observed(fields(size = broken::<u8>()))]
    fn boxed() -> Boxed {
        Box::pin(async {})
    }
    #[observed(fields(size = broken::<u8>()))]
    fn pinned() -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(async {})
    }
    #[observed(fields(size = broken::<u8>()))]
    fn items() -> impl Stream<Item = u8> {
        stream::empty()
    }

    is_one_panic("plain", plain);
    is_one_panic("asynchronous", || attuned_telemetry_tests::task::run(asynchronous()));
    is_one_panic("future", || drop(future()));
    is_one_panic("boxed", || drop(boxed()));
    is_one_panic("pinned", || drop(pinned()));
    is_one_panic("items", || drop(items()));
}

#[test]
fn parent_that_panics_is_a_panic_of_the_call() {
    #[observed(parent = broken::<Option<tracing::Id>>())]
    fn future() -> impl Future<Output = ()> {
        async {}
    }
    #[observed(follows_from = broken::<Vec<tracing::Id>>())]
    fn items() -> impl Stream<Item = u8> {
        stream::empty()
    }

    is_one_panic("future", || drop(future()));
    is_one_panic("items", || drop(items()));
}

#[test]
fn label_that_panics_is_a_panic_of_the_call_without_its_value() {
    #[observed(labels(kind = Kind::Small, large = broken::<bool>(), known = true, found = |()| true))]
    fn plain() {}
    #[observed(labels(kind = Kind::Small, large = broken::<bool>(), known = true, found = |()| true))]
    async fn asynchronous() {}
    #[observed(labels(kind = Kind::Small, large = broken::<bool>(), known = true, found = |()| true), fields(size = 1))]
    fn future() -> impl Future<Output = ()> {
        async {}
    }
    #[observed(labels(kind = Kind::Small, large = broken::<bool>(), known = true))]
    fn items() -> impl Stream<Item = u8> {
        stream::empty()
    }

    is_one_panic("plain", plain);
    is_one_panic("asynchronous", || attuned_telemetry_tests::task::run(asynchronous()));
    is_one_panic("future", || drop(future()));
    is_one_panic("items", || drop(items()));
    let watched = watch(|| panic_of(plain));
    let ended = watched.metrics.counter(
        "attuned_telemetry_tests_operations_total\
         {found=\"none\",kind=\"small\",known=\"true\",large=\"none\",operation=\"plain\",status=\"panicked\"}",
    );
    assert_eq!(ended, Some(1), "{:?}", watched.metrics.series());
}

#[test]
fn values_are_not_evaluated_again_and_an_unpolled_future_is_not_recorded() {
    #[observed(labels(kind = Kind::Small), fields(size = 1))]
    fn future() -> impl Future<Output = ()> {
        async {}
    }

    let watched = watch(|| drop(future()));
    assert_eq!(calls(&watched.metrics, "future", "panicked"), None);
    assert!(watched.metrics.series().is_empty(), "{:?}", watched.metrics.series());
}
