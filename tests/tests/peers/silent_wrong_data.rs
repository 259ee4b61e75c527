//! Cases in which existing tools record wrong data.

use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread::{self, sleep};
use std::time::Duration;

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::task::{Task, forever, pause};
use attuned_telemetry_tests::{panic_of, watch};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use tracing::Level;

use super::{both, calls};

const WORK: Duration = Duration::from_millis(5);

async fn helper() -> Option<&'static str> {
    pause().await;
    tracing::Span::current().metadata().map(tracing::Metadata::name)
}

/// Runs the future of `make`, which works for a while, and returns the span in which it completed.
fn worked<F: Future<Output = Option<&'static str>>>(make: impl FnOnce() -> F) -> Option<&'static str> {
    let mut task = Task::waiting(make());
    sleep(WORK);
    match task.poll() {
        std::task::Poll::Ready(span) => span,
        std::task::Poll::Pending => panic!("the future is still pending"),
    }
}

/// Checks that the work of the first future is inside its span and duration, and that of the other is outside.
#[track_caller]
fn only_ours_is_the_work<O, T>(ours: impl FnOnce() -> O, theirs: impl FnOnce() -> T)
where
    O: Future<Output = Option<&'static str>>,
    T: Future<Output = Option<&'static str>>,
{
    let watched = watch(|| (worked(ours), worked(theirs)));
    assert_eq!(watched.returned, (Some("attuned.telemetry.tests.ours"), None));
    let (ours, theirs) = both(&watched.trace);
    assert_eq!((ours.entered, theirs.entered), (2, 1), "the other span is exited before the work starts");
    let durations = watched.metrics.histogram(r#"attuned_telemetry_tests_duration_seconds{operation="ours"}"#);
    assert!(durations.clone().unwrap()[0] >= WORK.as_secs_f64(), "{durations:?}");
}

#[test]
fn future_of_a_helper_is_measured_until_it_completes() {
    #[observed]
    fn ours() -> impl Future<Output = Option<&'static str>> {
        helper()
    }
    #[tracing::instrument]
    fn theirs() -> impl Future<Output = Option<&'static str>> {
        helper()
    }

    only_ours_is_the_work(ours, theirs);
}

#[test]
fn pinned_future_of_a_helper_is_measured_until_it_completes() {
    #[observed]
    fn ours() -> Pin<Box<dyn Future<Output = Option<&'static str>>>> {
        Box::pin(helper())
    }
    #[tracing::instrument]
    fn theirs() -> Pin<Box<dyn Future<Output = Option<&'static str>>>> {
        Box::pin(helper())
    }

    only_ours_is_the_work(ours, theirs);
}

#[test]
fn future_boxed_by_a_combinator_is_measured_until_it_completes() {
    #[observed]
    fn ours() -> BoxFuture<'static, Option<&'static str>> {
        helper().boxed()
    }
    #[tracing::instrument]
    fn theirs() -> BoxFuture<'static, Option<&'static str>> {
        helper().boxed()
    }

    only_ours_is_the_work(ours, theirs);
}

#[test]
fn async_block_with_a_combinator_is_measured_until_it_completes() {
    #[observed]
    fn ours() -> impl Future<Output = Option<&'static str>> {
        async { helper().await }.map(|seen| seen)
    }
    #[tracing::instrument]
    fn theirs() -> impl Future<Output = Option<&'static str>> {
        async { helper().await }.map(|seen| seen)
    }

    only_ours_is_the_work(ours, theirs);
}

#[test]
fn cancelled_call_has_an_outcome() {
    #[observed]
    async fn ours() {
        forever::<()>().await;
    }
    #[tracing::instrument]
    async fn theirs() {
        forever::<()>().await;
    }

    let watched = watch(|| {
        drop(Task::waiting(ours()));
        drop(Task::waiting(theirs()));
    });
    let (ours, theirs) = both(&watched.trace);
    assert_eq!(ours.text("status"), Some("cancelled"));
    assert!(theirs.closed && theirs.fields.is_empty(), "the other span does not show the failure: {theirs:#?}");
    assert_eq!(calls(&watched.metrics, "ours", "cancelled"), Some(1));
}

#[test]
fn panicked_call_has_an_outcome() {
    #[observed]
    fn ours() {
        panic!("ours");
    }
    #[tracing::instrument(err)]
    fn theirs() -> Result<(), std::fmt::Error> {
        panic!("theirs");
    }

    let watched = watch(|| (panic_of(ours), panic_of(theirs)));
    let (ours, theirs) = both(&watched.trace);
    assert_eq!(ours.text("status"), Some("panicked"));
    assert!(theirs.closed && theirs.fields.is_empty(), "the other span does not show the failure: {theirs:#?}");
    assert!(watched.trace.events().is_empty());
    assert_eq!(calls(&watched.metrics, "ours", "panicked"), Some(1));
}

#[test]
fn every_outcome_decrements_the_gauge_of_calls_in_flight() {
    #[observed(in_flight)]
    async fn running(panics: bool) {
        pause().await;
        assert!(!panics);
        forever::<()>().await;
    }

    let watched = watch(|| {
        drop(Task::waiting(running(false)));
        panic_of(|| attuned_telemetry_tests::task::run(running(true)));
        drop(running(false));
    });
    let gauge = r#"attuned_telemetry_tests_in_flight{operation="running"}"#;
    assert_eq!(watched.metrics.gauge(gauge), Some(0.0));
}

#[test]
fn function_without_a_result_has_no_error_series() {
    #[observed]
    fn infallible() -> u8 {
        1
    }

    let series = watch(infallible).metrics.series();
    assert!(!series.iter().any(|name| name.contains("error") || name.contains("result")), "{series:?}");
    assert_eq!(series.len(), 2, "{series:?}");
}

#[test]
fn declared_function_that_was_never_called_has_no_series() {
    #[observed]
    fn uncalled() {}
    #[observed]
    fn called() {}

    let _: fn() = uncalled;
    let series = watch(called).metrics.series();
    assert!(!series.iter().any(|name| name.contains("uncalled")), "{series:?}");
}

#[test]
fn track_caller_still_reports_the_caller_location() {
    #[observed(err)]
    #[track_caller]
    fn ours() -> Result<u32, std::fmt::Error> {
        Ok(Location::caller().line())
    }
    #[tracing::instrument(err)]
    #[track_caller]
    fn theirs() -> Result<u32, std::fmt::Error> {
        Ok(Location::caller().line())
    }

    assert_eq!(ours(), Ok(line!()));
    assert_ne!(theirs(), Ok(line!()), "`tracing::instrument` with `err` loses it");
}

#[test]
fn panic_in_a_track_caller_function_is_reported_at_the_caller() {
    #[observed]
    #[track_caller]
    fn checked(value: Option<u8>) -> u8 {
        value.unwrap()
    }

    let (line, this) = (Arc::new(AtomicU32::new(0)), thread::current().id());
    let seen = line.clone();
    let previous = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if thread::current().id() == this {
            seen.store(info.location().map_or(0, Location::line), Relaxed);
        }
    }));
    let here = line!() + 1;
    panic_of(|| checked(None));
    std::panic::set_hook(previous);
    assert_eq!(line.load(Relaxed), here);
}

#[test]
fn error_is_not_logged_as_a_returned_value() {
    #[observed(ret)]
    fn ours() -> Result<(), std::fmt::Error> {
        Err(std::fmt::Error)
    }
    #[tracing::instrument(ret)]
    fn theirs() -> Result<(), std::fmt::Error> {
        Err(std::fmt::Error)
    }

    assert!(watch(ours).trace.events().is_empty());
    let theirs = watch(theirs).trace.events();
    assert_eq!((theirs[0].level, theirs[0].shown("return")), (Level::INFO, Some("Err(Error)")));
}

#[test]
fn statements_before_a_boxed_async_block_run() {
    #[observed]
    fn ours(steps: &mut Vec<u8>) -> BoxFuture<'static, usize> {
        steps.push(1);
        let count = steps.len();
        Box::pin(async move { count })
    }
    #[tracing::instrument(skip_all)]
    fn theirs(steps: &mut Vec<u8>) -> BoxFuture<'static, usize> {
        steps.push(1);
        let count = steps.len();
        Box::pin(async move { count })
    }

    let mut steps = Vec::new();
    let run = attuned_telemetry_tests::task::run::<BoxFuture<'static, usize>>;
    assert_eq!((run(ours(&mut steps)), run(theirs(&mut steps))), (1, 2));
    assert_eq!(steps, [1, 1]);
}
