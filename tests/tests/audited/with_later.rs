//! Functions that return a future or a stream write one record, when the future or stream completes.

use std::future::Future;
use std::pin::Pin;

use attuned_telemetry_rt::{Outcome, audited, observed};
use attuned_telemetry_tests::audit::{audit, record_of};
use attuned_telemetry_tests::task::{Task, forever, pause, run};
use attuned_telemetry_tests::{panic_of, watch};
use futures_util::future::{BoxFuture, LocalBoxFuture};
use futures_util::stream::{self, BoxStream};
use futures_util::{FutureExt as _, Stream, StreamExt as _};

async fn helper(user: String) -> Result<usize, std::fmt::Error> {
    pause().await;
    if user.is_empty() { Err(std::fmt::Error) } else { Ok(user.len()) }
}

#[test]
fn record_describes_the_awaited_value_of_any_returned_future() {
    type Saved = Result<usize, std::fmt::Error>;
    #[audited(event = StateUpdated, user_id = user, size = |size| *size)]
    fn opaque(user: String) -> impl Future<Output = Saved> {
        helper(user)
    }
    #[audited(event = StateUpdated, user_id = user, size = |size| *size)]
    fn pinned(user: String) -> Pin<Box<dyn Future<Output = Saved> + Send>> {
        Box::pin(helper(user))
    }
    #[audited(event = StateUpdated, user_id = user, size = |size| *size)]
    fn unpin(user: String) -> Box<dyn Future<Output = Saved> + Unpin> {
        Box::new(Box::pin(helper(user)))
    }
    #[audited(event = StateUpdated, user_id = user, size = |size| *size)]
    fn boxed(user: String) -> BoxFuture<'static, Saved> {
        helper(user).boxed()
    }
    #[audited(event = StateUpdated, user_id = user, size = |size| *size)]
    fn local(user: String) -> LocalBoxFuture<'static, Saved> {
        helper(user).map(|saved| saved).boxed_local()
    }
    #[audited(event = StateUpdated, user_id = user, size = |size| *size)]
    fn after_statements(user: String) -> BoxFuture<'static, Saved> {
        let shown = format!("{user}{user}");
        Box::pin(async move { helper(shown).await })
    }

    type Save = fn(String) -> LocalBoxFuture<'static, Saved>;
    let all: [(Save, u64); 6] = [
        (|user| opaque(user).boxed_local(), 3),
        (|user| pinned(user), 3),
        (|user| unpin(user).boxed_local(), 3),
        (|user| boxed(user), 3),
        (|user| local(user), 3),
        (|user| after_statements(user), 6),
    ];
    for (call, size) in all {
        let record = record_of(|| run(call("ada".to_owned())));
        assert_eq!((record.outcome, record.user_id.as_deref()), (Outcome::Success, Some("ada")), "{record:#?}");
        assert_eq!(serde_json::to_value(&record).unwrap()["fields"]["size"], size);
        let record = record_of(|| run(call(String::new())));
        assert_eq!((record.outcome, record.error), (Outcome::Error, Some("Error")), "{record:#?}");
    }
}

#[audited(event = StateUpdated, user_id = user)]
fn waits(user: String, panics: bool) -> impl Future<Output = ()> {
    async move {
        pause().await;
        assert!(!panics, "by choice");
        forever::<()>().await;
        drop(user);
    }
}

#[test]
fn future_that_was_never_polled_writes_no_record() {
    let ((), records) = audit(|| drop(waits("ada".to_owned(), false)));
    assert!(records.is_empty(), "{records:#?}");
}

#[test]
fn dropped_future_is_cancelled_and_panicking_future_is_panicked() {
    let record = record_of(|| drop(Task::waiting(waits("ada".to_owned(), false))));
    assert_eq!((record.outcome, record.user_id.as_deref()), (Outcome::Cancelled, Some("ada")));
    let record = record_of(|| {
        let mut task = Task::waiting(waits("ada".to_owned(), true));
        assert_eq!(panic_of(|| task.poll()), "by choice");
        drop(task);
    });
    assert_eq!((record.outcome, record.user_id.as_deref()), (Outcome::Panicked, Some("ada")));
}

#[test]
fn stream_writes_one_record() {
    #[audited(event = "listed", prefix = prefix.clone())]
    fn list(prefix: String, fails: bool) -> impl Stream<Item = Result<String, std::num::ParseIntError>> {
        let checked = move |text: &str| text.parse::<u8>().map(|number| format!("{prefix}{number}"));
        stream::iter(["1", if fails { "x" } else { "2" }]).map(checked)
    }
    #[audited(event = "listed")]
    fn boxed() -> BoxStream<'static, u8> {
        stream::iter([1, 2]).boxed()
    }

    let record = record_of(|| run(list("n".to_owned(), false).count()));
    assert_eq!((record.outcome, record.error), (Outcome::Success, None));
    assert_eq!(serde_json::to_value(&record).unwrap()["fields"]["prefix"], "n");
    let record = record_of(|| run(list("n".to_owned(), true).count()));
    assert_eq!((record.outcome, record.error), (Outcome::Error, Some("ParseIntError")));
    let record = record_of(|| run(boxed().next()));
    assert_eq!(record.outcome, Outcome::Cancelled, "the stream was dropped before its end");
    let ((), records) = audit(|| drop(boxed()));
    assert!(records.is_empty(), "never polled");
}

#[test]
fn both_attributes_in_either_order_record_a_future_as_one_call() {
    #[observed]
    #[audited(event = StateUpdated, user_id = user)]
    fn first(user: String) -> BoxFuture<'static, Result<usize, std::fmt::Error>> {
        helper(user).boxed()
    }
    #[audited(event = StateUpdated, user_id = user)]
    #[observed(fields(user))]
    fn second(user: String) -> impl Future<Output = Result<usize, std::fmt::Error>> + Send {
        helper(user)
    }

    type Call = fn() -> BoxFuture<'static, Result<usize, std::fmt::Error>>;
    let all: [(&str, Call); 2] =
        [("first", || first("ada".to_owned())), ("second", || second("ada".to_owned()).boxed())];
    for (op, call) in all {
        let watched = watch(|| record_of(|| run(call())));
        assert_eq!(
            (watched.returned.outcome, &*watched.returned.operation),
            (Outcome::Success, watched.trace.span().name)
        );
        let series = format!(r#"attuned_telemetry_tests_operations_total{{operation="{op}",status="success"}}"#);
        assert_eq!(watched.metrics.counter(&series), Some(1));
        let record = record_of(|| drop(Task::waiting(call())));
        assert_eq!(record.outcome, Outcome::Cancelled);
        let (watched, records) = audit(|| watch(|| drop(call())));
        assert!(records.is_empty() && watched.trace.spans().is_empty() && watched.metrics.series().is_empty());
    }
}

#[test]
fn both_attributes_record_a_stream_as_one_call() {
    #[observed]
    #[audited(event = "listed")]
    fn list() -> impl Stream<Item = u8> + Send {
        stream::iter([1, 2])
    }

    let watched = watch(|| record_of(|| run(list().count())));
    assert_eq!((watched.returned.outcome, &*watched.returned.operation), (Outcome::Success, watched.trace.span().name));
}

#[test]
fn track_caller_of_an_audited_function() {
    #[audited(event = StateUpdated, line = |line| *line)]
    #[observed]
    #[track_caller]
    fn placed(text: &str) -> Result<u32, std::num::ParseIntError> {
        if text.is_empty() {
            return Ok(std::panic::Location::caller().line());
        }
        text.parse::<u32>()?;
        Ok(0)
    }

    let record = record_of(|| assert_eq!(placed(""), Ok(line!())));
    assert_eq!(record.outcome, Outcome::Success);
    let record = record_of(|| placed("x"));
    assert_eq!((record.outcome, record.error), (Outcome::Error, Some("ParseIntError")));
}

#[test]
fn error_inside_an_option_or_a_poll_is_an_error() {
    #[audited(event = "read")]
    fn option() -> Option<Result<u8, std::fmt::Error>> {
        Some(Err(std::fmt::Error))
    }
    #[audited(event = "read")]
    fn poll() -> std::task::Poll<Result<u8, std::fmt::Error>> {
        std::task::Poll::Ready(Err(std::fmt::Error))
    }

    assert_eq!(record_of(option).outcome, Outcome::Error);
    assert_eq!(record_of(poll).outcome, Outcome::Error);
}

#[test]
fn captured_value_that_panics_writes_a_record_as_in_an_async_function() {
    fn broken() -> String {
        panic!("no value")
    }
    #[audited(event = StateUpdated, source = "user", user_id = broken())]
    async fn asynchronous() {}
    #[audited(event = StateUpdated, source = "user", user_id = broken())]
    fn future() -> impl Future<Output = ()> {
        async {}
    }
    #[audited(event = StateUpdated, source = "user", user_id = broken())]
    fn boxed() -> BoxFuture<'static, ()> {
        Box::pin(async {})
    }
    #[audited(event = StateUpdated, source = "user", user_id = broken())]
    fn items() -> impl Stream<Item = u8> {
        stream::empty()
    }
    #[observed]
    #[audited(event = StateUpdated, source = "user", user_id = broken())]
    fn both() -> BoxStream<'static, u8> {
        Box::pin(stream::empty())
    }

    let all: [(&str, fn()); 5] = [
        ("asynchronous", || run(asynchronous())),
        ("future", || drop(future())),
        ("boxed", || drop(boxed())),
        ("items", || drop(items())),
        ("both", || drop(both())),
    ];
    for (name, call) in all {
        let record = record_of(|| panic_of(call));
        assert_eq!((record.outcome, record.error), (Outcome::Panicked, Some("panic")), "{name}: {record:#?}");
        assert!(record.operation.ends_with(name), "{name}: {record:#?}");
    }
    let watched = watch(|| record_of(|| panic_of(|| drop(both()))));
    let panicked = "attuned_telemetry_tests_operations_total{operation=\"both\",status=\"panicked\"}";
    assert_eq!(watched.metrics.counter(panicked), Some(1));
}
