//! What the existing tools get wrong, each as a test of its own; where `tracing::instrument` shows it, it is shown.

use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::task::{Task, forever, pause};
use attuned_telemetry_tests::{panic_of, watch};

use super::calls;

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
    let spans = watched.trace.spans();
    assert_eq!(spans[0].text("status"), Some("cancelled"));
    assert!(spans[1].closed && spans[1].fields.is_empty(), "the other span ends as if all were well: {spans:#?}");
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
    let spans = watched.trace.spans();
    assert_eq!(spans[0].text("status"), Some("panicked"));
    assert!(spans[1].closed && spans[1].fields.is_empty(), "the other span ends as if all were well: {spans:#?}");
    assert!(watched.trace.events().is_empty());
}

#[test]
fn error_is_the_span_s_status_without_an_event() {
    #[observed]
    fn ours() -> Result<(), std::fmt::Error> {
        Err(std::fmt::Error)
    }
    #[tracing::instrument(err)]
    fn theirs() -> Result<(), std::fmt::Error> {
        Err(std::fmt::Error)
    }

    let ours = watch(ours).trace;
    assert_eq!(ours.span().text("otel.status_code"), Some("ERROR"));
    assert!(ours.events().is_empty());
    let theirs = watch(theirs).trace;
    assert!(theirs.span().fields.is_empty(), "the other span knows nothing of it");
    assert_eq!(theirs.events().len(), 1);
}

#[test]
fn arguments_are_captured_on_request_only() {
    #[observed]
    fn ours(password: &str) -> usize {
        password.len()
    }
    #[tracing::instrument]
    fn theirs(password: &str) -> usize {
        password.len()
    }

    assert!(!format!("{:?}", watch(|| ours("secret")).trace.spans()).contains("secret"));
    assert!(format!("{:?}", watch(|| theirs("secret")).trace.spans()).contains("secret"));
}

#[test]
fn function_without_a_result_has_no_series_of_errors() {
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
fn track_caller_still_tracks_the_caller() {
    #[observed]
    #[track_caller]
    fn ours() -> &'static Location<'static> {
        Location::caller()
    }
    #[tracing::instrument(skip_all)]
    #[track_caller]
    fn theirs() -> &'static Location<'static> {
        Location::caller()
    }

    assert_eq!(theirs().line(), line!(), "even the other attribute keeps it here");
    assert_eq!(ours().line(), line!());
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
fn mutable_argument_returned_by_reference_compiles() {
    #[observed]
    fn push(list: &mut Vec<u8>) -> Result<&mut u8, std::fmt::Error> {
        list.push(1);
        list.last_mut().ok_or(std::fmt::Error)
    }

    let mut list = Vec::new();
    *push(&mut list).unwrap() += 1;
    assert_eq!(list, [2]);
}

#[test]
fn work_of_a_future_is_inside_the_span_and_the_duration() {
    #[observed]
    async fn worked() -> Option<&'static str> {
        pause().await;
        super::current_span()
    }

    let watched = watch(|| {
        let mut task = Task::waiting(worked());
        task.poll()
    });
    assert_eq!(watched.returned, std::task::Poll::Ready(Some("attuned.telemetry.tests.worked")));
    assert_eq!(calls(&watched.metrics, "worked", "success"), Some(1));
}
