//! A subscriber that panics when it records something.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{self, Waker};

use attuned_telemetry_rt::init::TraceIds;
use attuned_telemetry_rt::{TraceContext, observed};
use attuned_telemetry_tests::panic_of;
use attuned_telemetry_tests::task::{Task, pause};
use futures_util::{Stream, stream};
use tracing::span::{Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

struct Panics(Arc<AtomicBool>);

impl Panics {
    fn check(&self) {
        assert!(!self.0.load(Ordering::Relaxed), "on purpose");
    }
}

impl<S: Subscriber> Layer<S> for Panics {
    fn on_enter(&self, _: &Id, _: Context<'_, S>) {
        self.check();
    }

    fn on_exit(&self, _: &Id, _: Context<'_, S>) {
        self.check();
    }

    fn on_record(&self, _: &Id, _: &Record<'_>, _: Context<'_, S>) {
        self.check();
    }

    fn on_event(&self, _: &Event<'_>, _: Context<'_, S>) {
        self.check();
    }
}

/// Runs `scope` with a subscriber that panics while the flag is set, and returns whether `scope` panicked.
fn panics(scope: impl FnOnce(&AtomicBool)) -> bool {
    let (flag, ids) = (Arc::new(AtomicBool::new(false)), TraceIds::new());
    let subscriber = tracing_subscriber::registry().with(Panics(Arc::clone(&flag))).with(ids.clone());
    let result = tracing::subscriber::with_default(subscriber, || catch_unwind(AssertUnwindSafe(|| scope(&flag))));
    assert_eq!(TraceContext::current(), None);
    assert!(!format!("{ids:?}").contains("LazyIds"), "all spans are closed: {ids:?}");
    result.is_err()
}

#[observed]
fn call() {}

#[observed]
async fn waits() {
    pause().await;
}

#[observed]
fn streams() -> impl Stream<Item = Result<u8, u8>> {
    stream::iter([Err(1), Ok(2)])
}

#[test]
fn the_span_of_a_call_is_closed() {
    assert!(panics(|flag| {
        flag.store(true, Ordering::Relaxed);
        call();
    }));
}

#[test]
fn a_paused_call_that_is_dropped_by_a_panic_does_not_abort_the_process() {
    assert!(panics(|flag| {
        let _task = Task::waiting(waits());
        flag.store(true, Ordering::Relaxed);
        panic!("first");
    }));
}

#[test]
fn a_panic_of_the_subscriber_at_the_end_of_a_call_passes_through_once() {
    #[observed]
    fn ends(flag: &AtomicBool) {
        flag.store(true, Ordering::Relaxed);
    }

    assert!(panics(ends));
}

#[test]
fn a_paused_call_that_is_dropped_does_not_panic() {
    assert!(!panics(|flag| {
        let task = Task::waiting(waits());
        flag.store(true, Ordering::Relaxed);
        drop(task);
    }));
}

#[test]
fn a_stream_that_is_dropped_after_an_error_does_not_panic() {
    assert!(!panics(|flag| {
        let mut items = Box::pin(streams());
        assert!(items.as_mut().poll_next(&mut task::Context::from_waker(Waker::noop())).is_ready());
        flag.store(true, Ordering::Relaxed);
        drop(items);
    }));
}

#[test]
fn a_panic_of_the_subscriber_does_not_replace_that_of_the_function() {
    #[observed]
    fn fails(flag: &AtomicBool) {
        flag.store(true, Ordering::Relaxed);
        panic!("the function's own");
    }
    #[observed]
    fn fails_before_its_future(flag: &AtomicBool) -> impl Future<Output = ()> + use<> {
        flag.store(true, Ordering::Relaxed);
        assert!(!flag.load(Ordering::Relaxed), "the function's own");
        pause()
    }

    for call in [fails, |flag: &AtomicBool| drop(fails_before_its_future(flag))] {
        assert!(!panics(|flag| assert_eq!(panic_of(|| call(flag)), "the function's own")));
    }
}
