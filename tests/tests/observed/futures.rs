//! Functions that return a future: the call is measured while the future runs.

use std::future::Future;
use std::pin::Pin;
use std::task::Poll;
use std::thread::sleep;
use std::time::Duration;

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::task::{Task, pause, run};
use attuned_telemetry_tests::watch;
use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, LocalBoxFuture, ready};

use super::{calls, current_span, durations, errors};

type Seen = Option<&'static str>;

const WORK: Duration = Duration::from_millis(5);

const fn steps_are_done() {}

/// Returns the span in which it completes.
async fn work() -> Seen {
    pause().await;
    current_span()
}

/// Awaits the future of `make`, and checks that span and duration cover it.
#[track_caller]
fn is_awaited_work<F: Future<Output = Seen>>(op: &str, make: impl FnOnce() -> F) {
    let watched = watch(|| {
        let mut task = Task::new(make());
        assert!(task.poll().is_pending());
        assert_eq!(current_span(), None, "{op}: the span is exited while the future is pending");
        sleep(WORK);
        task.poll()
    });
    let span = watched.trace.span();
    assert_eq!(watched.returned, Poll::Ready(Some(span.name)), "{op}");
    assert_eq!((span.entered, span.left, span.closed), (2, 2, true), "{op}: the span is entered once for each poll");
    assert_eq!(calls(&watched.metrics, op, "success"), Some(1), "{op}");
    let durations = durations(&watched.metrics, op).unwrap_or_default();
    assert!(durations.len() == 1 && durations[0] >= WORK.as_secs_f64(), "{op}: {durations:?}");
}

#[test]
fn returned_future_of_any_type_is_the_call() {
    #[observed]
    fn opaque() -> impl Future<Output = Seen> {
        work()
    }
    #[observed]
    fn opaque_unpin() -> impl Future<Output = Seen> + Unpin {
        Box::pin(work())
    }
    #[observed]
    fn pinned() -> Pin<Box<dyn Future<Output = Seen> + Send>> {
        Box::pin(work())
    }
    #[observed]
    fn unpin() -> Box<dyn Future<Output = Seen> + Unpin> {
        Box::new(Box::pin(work()))
    }
    #[observed]
    fn boxed() -> BoxFuture<'static, Seen> {
        work().boxed()
    }
    #[observed]
    fn local() -> LocalBoxFuture<'static, Seen> {
        work().boxed_local()
    }
    #[observed]
    fn by_path() -> Pin<Box<dyn futures_util::Future<Output = Seen>>> {
        Box::pin(work())
    }

    is_awaited_work("opaque", opaque);
    is_awaited_work("opaque_unpin", opaque_unpin);
    is_awaited_work("pinned", pinned);
    is_awaited_work("unpin", unpin);
    is_awaited_work("boxed", boxed);
    is_awaited_work("local", local);
    is_awaited_work("by_path", by_path);
}

#[test]
fn future_created_in_the_body_is_the_call() {
    #[observed]
    fn block() -> impl Future<Output = Seen> {
        async { work().await }
    }
    #[observed]
    fn combined() -> impl Future<Output = Seen> {
        async { work().await }.map(|seen| seen.filter(|name| !name.is_empty()))
    }
    #[observed]
    fn after_statements(steps: &mut Vec<&'static str>) -> BoxFuture<'static, Seen> {
        steps.push("before");
        let worked = work();
        steps.push("behind");
        Box::pin(async move {
            steps_are_done();
            worked.await
        })
    }
    #[observed]
    fn returned_early(empty: bool) -> BoxFuture<'static, Seen> {
        if empty {
            return ready(None).boxed();
        }
        work().boxed()
    }

    is_awaited_work("block", block);
    is_awaited_work("combined", combined);
    let mut steps = Vec::new();
    is_awaited_work("after_statements", || after_statements(&mut steps));
    assert_eq!(steps, ["before", "behind"], "every statement runs");
    is_awaited_work("returned_early", || returned_early(false));
    assert_eq!(calls(&watch(|| run(returned_early(true))).metrics, "returned_early", "success"), Some(1));
}

#[test]
fn outcome_is_derived_from_the_awaited_value() {
    #[observed]
    fn opaque(fails: bool) -> impl Future<Output = Result<u8, std::fmt::Error>> {
        async move { if fails { Err(std::fmt::Error) } else { Ok(1) } }
    }
    #[observed(error_if = |value| *value == 0)]
    fn judged(value: u8) -> BoxFuture<'static, u8> {
        ready(value).boxed()
    }

    let watched = watch(|| (run(opaque(true)), run(opaque(false)), run(judged(0)), run(judged(1))));
    assert_eq!(watched.returned, (Err(std::fmt::Error), Ok(1), 0, 1));
    for op in ["opaque", "judged"] {
        assert_eq!(calls(&watched.metrics, op, "error"), Some(1), "{op}");
        assert_eq!(calls(&watched.metrics, op, "success"), Some(1), "{op}");
    }
    assert_eq!(errors(&watched.metrics, "opaque", "Error"), Some(1));
}

#[test]
fn future_keeps_its_lifetimes_and_auto_traits() {
    fn is_send_and_sync<T: Send + Sync>(value: T) -> T {
        value
    }
    #[observed(fields(size = text.len()), in_flight)]
    fn borrowed<'a>(text: &'a str) -> Pin<Box<dyn Future<Output = &'a str> + Send + 'a>> {
        Box::pin(async move {
            pause().await;
            &text[1..]
        })
    }
    #[observed(fields(%text), in_flight)]
    fn opaque(text: &str) -> impl Future<Output = usize> + Send + Sync {
        let size = text.len();
        async move {
            pause().await;
            size
        }
    }

    let text = "ada".to_owned();
    let watched = watch(|| (run(borrowed(&text)), run(is_send_and_sync(opaque(&text)))));
    assert_eq!(watched.returned, ("da", 3));
}

#[test]
fn future_polled_on_several_threads_is_in_its_span_on_each() {
    #[observed]
    fn travelled() -> BoxFuture<'static, [Seen; 2]> {
        let first = async {
            let first = current_span();
            pause().await;
            [first, current_span()]
        };
        first.boxed()
    }

    let watched = watch(|| {
        let mut task = Task::waiting(travelled());
        let (dispatch, elsewhere) = (tracing::Dispatch::default(), &mut task);
        let poll = move || tracing::dispatcher::with_default(&dispatch, || elsewhere.poll());
        std::thread::scope(|scope| scope.spawn(poll).join()).unwrap()
    });
    let span = watched.trace.span();
    assert_eq!(watched.returned, Poll::Ready([Some(span.name); 2]));
    assert_eq!((span.entered, span.left, span.closed), (2, 2, true));
}

#[test]
fn futures_by_return_type_in_traits() {
    trait Load {
        fn load(&self) -> impl Future<Output = Seen> + Send;

        #[observed]
        fn load_by_default(&self) -> impl Future<Output = Seen> + Send {
            work()
        }

        #[observed]
        fn load_boxed(&self) -> BoxFuture<'_, Seen> {
            work().boxed()
        }
    }
    impl Load for u8 {
        #[observed]
        fn load(&self) -> impl Future<Output = Seen> + Send {
            work()
        }
    }

    is_awaited_work("load", || 1_u8.load());
    is_awaited_work("load_by_default", || 1_u8.load_by_default());
    is_awaited_work("load_boxed", || 1_u8.load_boxed());
}

#[test]
fn futures_by_return_type_in_an_impl_block() {
    struct Store;
    #[observed]
    impl Store {
        fn whole(&self) -> impl Future<Output = Seen> {
            work()
        }

        fn whole_boxed(&self) -> BoxFuture<'_, Seen> {
            work().boxed()
        }
    }

    is_awaited_work("whole", || Store.whole());
    is_awaited_work("whole_boxed", || Store.whole_boxed());
}

#[test]
fn track_caller_on_a_function_that_returns_a_future() {
    #[observed]
    #[track_caller]
    fn called_at() -> impl Future<Output = u32> {
        let line = std::panic::Location::caller().line();
        async move {
            pause().await;
            line
        }
    }

    let watched = watch(|| (line!(), run(called_at())));
    assert_eq!(watched.returned.0, watched.returned.1);
    assert_eq!(calls(&watched.metrics, "called_at", "success"), Some(1));
    assert_eq!(calls(&watched.metrics, "called_at", "error"), None);
}
