//! A subscriber that panics when a span is entered.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use attuned_telemetry_rt::init::TraceIds;
use attuned_telemetry_rt::{TraceContext, observed};
use attuned_telemetry_tests::task::{Task, pause};
use tracing::Subscriber;
use tracing::span::Id;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

struct Panics(Arc<AtomicBool>);

impl<S: Subscriber> Layer<S> for Panics {
    fn on_enter(&self, _: &Id, _: Context<'_, S>) {
        assert!(!self.0.load(Ordering::Relaxed), "on purpose");
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
