//! Returned values that are errors because of their type: `Err`, also inside `Option` or `Poll`, and no other type.

use std::convert::Infallible;
use std::ops::ControlFlow;
use std::task::Poll;

use attuned_telemetry_rt::{ErrorType, observed};
use attuned_telemetry_tests::task::run;
use attuned_telemetry_tests::watch;

use super::{calls, errors};

#[derive(Debug, ErrorType)]
enum Broken {
    OnTheWay,
}

/// Status of the only call of `op`, and its error type.
#[track_caller]
fn status_of<R>(op: &str, scope: impl FnOnce() -> R) -> (&'static str, Option<String>) {
    let watched = watch(scope);
    let span = watched.trace.span();
    let status = if calls(&watched.metrics, op, "error") == Some(1) { "error" } else { "success" };
    assert_eq!(span.text("status"), Some(status));
    assert_eq!(calls(&watched.metrics, op, status), Some(1));
    (status, span.text("error.type").map(str::to_owned))
}

const SUCCESS: (&str, Option<String>) = ("success", None);

fn error(error_type: &str) -> (&'static str, Option<String>) {
    ("error", Some(error_type.to_owned()))
}

#[test]
fn err_inside_an_option_or_a_poll_is_an_error() {
    #[observed]
    fn option(read: Option<Result<u8, Broken>>) -> Option<Result<u8, Broken>> {
        read
    }
    #[observed]
    fn poll(polled: Poll<Result<u8, std::fmt::Error>>) -> Poll<Result<u8, std::fmt::Error>> {
        polled
    }
    #[observed]
    fn both(polled: Poll<Option<Result<u8, Broken>>>) -> Poll<Option<Result<u8, Broken>>> {
        polled
    }
    #[observed]
    async fn awaited(read: Option<Result<u8, Broken>>) -> Option<Result<u8, Broken>> {
        read
    }

    assert_eq!(status_of("option", || option(Some(Err(Broken::OnTheWay)))), error("on_the_way"));
    assert_eq!(status_of("option", || option(Some(Ok(1)))), SUCCESS);
    assert_eq!(status_of("option", || option(None)), SUCCESS);
    assert_eq!(status_of("poll", || poll(Poll::Ready(Err(std::fmt::Error)))), error("Error"));
    assert_eq!(status_of("poll", || poll(Poll::Ready(Ok(1)))), SUCCESS);
    assert_eq!(status_of("poll", || poll(Poll::Pending)), SUCCESS);
    assert_eq!(status_of("both", || both(Poll::Ready(Some(Err(Broken::OnTheWay))))), error("on_the_way"));
    assert_eq!(status_of("both", || both(Poll::Ready(None))), SUCCESS);
    assert_eq!(status_of("awaited", || run(awaited(Some(Err(Broken::OnTheWay))))), error("on_the_way"));
}

#[test]
fn none_and_pending_are_successes() {
    #[observed]
    fn nothing() -> Option<u8> {
        None
    }
    #[observed]
    fn broken_off() -> ControlFlow<u8> {
        ControlFlow::Break(1)
    }
    #[observed]
    fn unready() -> Poll<u8> {
        Poll::Pending
    }
    #[observed]
    fn no_truth() -> bool {
        false
    }
    #[observed]
    fn cannot_fail() -> Result<u8, Infallible> {
        Ok(1)
    }

    assert_eq!(status_of("nothing", nothing), SUCCESS);
    assert_eq!(status_of("broken_off", broken_off), SUCCESS);
    assert_eq!(status_of("unready", unready), SUCCESS);
    assert_eq!(status_of("no_truth", no_truth), SUCCESS);
    assert_eq!(status_of("cannot_fail", cannot_fail), SUCCESS);
}

#[test]
fn alias_of_result_is_an_error_and_another_type_named_result_is_not() {
    type Answer<T> = Result<T, Broken>;
    #[observed]
    fn alias() -> Answer<u8> {
        Err(Broken::OnTheWay)
    }
    #[observed]
    fn io() -> std::io::Result<u8> {
        Err(std::io::ErrorKind::NotFound.into())
    }
    mod own {
        #[derive(Debug, PartialEq)]
        pub(super) enum Result<T, E> {
            #[allow(dead_code, reason = "only the other variant is matched")]
            Ok(T),
            Err(E),
        }
    }
    #[observed]
    fn own() -> own::Result<u8, u8> {
        own::Result::Err(1)
    }

    assert_eq!(status_of("alias", alias), error("on_the_way"));
    assert_eq!(status_of("io", io), error("not_found"));
    assert_eq!(status_of("own", own), SUCCESS);
}

#[test]
fn the_annotations_classification_takes_precedence() {
    #[observed(error_if = |read| read.is_none())]
    fn no_end(read: Option<Result<u8, Broken>>) -> Option<Result<u8, Broken>> {
        read
    }
    #[observed(ok_if = ControlFlow::is_continue)]
    fn goes_on(flow: ControlFlow<u8>) -> ControlFlow<u8> {
        flow
    }

    assert_eq!(status_of("no_end", || no_end(None)), error("_OTHER"));
    assert_eq!(status_of("no_end", || no_end(Some(Err(Broken::OnTheWay)))), SUCCESS);
    assert_eq!(status_of("goes_on", || goes_on(ControlFlow::Break(1))), error("_OTHER"));
    assert_eq!(status_of("goes_on", || goes_on(ControlFlow::Continue(()))), SUCCESS);
}

#[test]
fn error_type_takes_precedence_over_the_type_name_in_every_container() {
    #[observed]
    fn boxed() -> Poll<Result<(), Box<Broken>>> {
        Poll::Ready(Err(Box::new(Broken::OnTheWay)))
    }

    let watched = watch(boxed);
    assert_eq!(errors(&watched.metrics, "boxed", "on_the_way"), Some(1));
}
