//! Functions that return a future: values are captured at the call, and every end is recorded once. A future that never
//! runs is not recorded.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::task::{Task, forever, pause, run};
use attuned_telemetry_tests::trace::Value;
use attuned_telemetry_tests::{panic_of, watch};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;

use super::{calls, current_span, durations, in_flight};

#[observed(fields(user, size = user.len()), labels(known = !user.is_empty()), parent = None, in_flight)]
fn load(user: String) -> BoxFuture<'static, usize> {
    async move {
        forever::<()>().await;
        drop(user);
        0
    }
    .boxed()
}

const LOADS: &str = "attuned_telemetry_tests_operations_total{known=\"true\",operation=\"load\",status=\"cancelled\"}";

#[test]
fn future_that_was_never_polled_is_not_recorded_at_all() {
    let watched = watch(|| drop(load("ada".to_owned())));
    assert!(watched.metrics.series().is_empty(), "{:?}", watched.metrics.series());
    assert!(watched.trace.spans().is_empty());
}

#[test]
fn dropped_future_is_cancelled_with_the_values_captured_at_the_call() {
    let watched = watch(|| {
        drop(Task::waiting(load("ada".to_owned())));
    });
    let running = r#"attuned_telemetry_tests_in_flight{known="true",operation="load"}"#;
    assert_eq!(watched.metrics.counter(LOADS), Some(1), "{:?}", watched.metrics.series());
    assert_eq!(watched.metrics.gauge(running), Some(0.0));
    assert_eq!(durations(&watched.metrics, "load"), None);
    let span = watched.trace.span();
    assert_eq!((span.text("user"), span.text("status")), (Some("ada"), Some("cancelled")));
    assert_eq!(span.fields["size"], Value::Unsigned(3));
    assert_eq!((span.entered, span.closed), (span.left, true));
}

#[test]
fn fields_of_every_kind_are_captured_at_the_call() {
    #[derive(Debug)]
    struct Deep(#[allow(dead_code, reason = "shown by `Debug`")] u8);
    #[observed(fields(
        text,
        signed,
        unsigned = deep.len(),
        truth = text.is_empty(),
        ratio = 0.5,
        %signed_shown,
        ?deep,
        nothing = None::<u8>,
    ))]
    fn taken(text: String, signed: i8, signed_shown: i8, deep: Vec<Deep>) -> impl Future<Output = ()> {
        async move { drop((text, signed, signed_shown, deep)) }
    }

    let span = watch(|| run(taken("ada".to_owned(), -1, -2, vec![Deep(1)]))).trace.span();
    assert_eq!(span.fields["text"], Value::Text("ada".to_owned()));
    assert_eq!(span.fields["signed"], Value::Signed(-1));
    assert_eq!(span.fields["unsigned"], Value::Unsigned(1));
    assert_eq!(span.fields["truth"], Value::Bool(false));
    assert_eq!(span.fields["ratio"], Value::Float(0.5));
    assert_eq!(span.fields["signed_shown"], Value::Formatted("-2".to_owned()));
    assert_eq!(span.fields["deep"], Value::Formatted("[Deep(1)]".to_owned()));
    assert!(!span.fields.contains_key("nothing"), "{span:#?}");
}

#[test]
fn parent_of_a_futures_span_is_the_current_span_at_the_first_poll() {
    #[observed]
    fn made() -> BoxFuture<'static, ()> {
        pause().boxed()
    }

    let watched = watch(|| {
        let future = tracing::info_span!("made here").in_scope(made);
        tracing::info_span!("polled here").in_scope(|| run(future));
    });
    let spans = watched.trace.spans();
    assert_eq!(spans[2].parent, Some("polled here"), "the same as for an `async fn`: {spans:#?}");
}

#[test]
fn code_before_the_returned_future_is_outside_the_span() {
    #[observed]
    fn made(seen: &mut Vec<Option<&'static str>>) -> impl Future<Output = Option<&'static str>> + use<> {
        seen.push(current_span());
        async { current_span() }
    }

    let mut seen = Vec::new();
    let watched = watch(|| run(made(&mut seen)));
    assert_eq!((seen, watched.returned), (vec![None], Some("attuned.telemetry.tests.made")));
}

#[test]
fn panic_in_a_poll_is_counted_once() {
    #[observed(in_flight)]
    fn broken() -> impl Future<Output = ()> {
        async {
            pause().await;
            panic!("in a poll");
        }
    }

    let watched = watch(|| {
        let mut task = Task::waiting(broken());
        let panic = panic_of(|| task.poll());
        drop(task);
        panic
    });
    assert_eq!(watched.returned, "in a poll");
    assert_eq!(calls(&watched.metrics, "broken", "panicked"), Some(1));
    assert_eq!(calls(&watched.metrics, "broken", "cancelled"), None);
    assert_eq!(in_flight(&watched.metrics, "broken"), Some(0.0));
    assert_eq!(watched.trace.span().text("status"), Some("panicked"));
}

#[test]
fn panic_before_the_future_is_created_is_a_panic_of_the_call() {
    #[observed]
    fn refused() -> BoxFuture<'static, ()> {
        panic!("no future")
    }

    let watched = watch(|| panic_of(refused));
    assert_eq!(watched.returned, "no future");
    assert_eq!(watched.trace.span().text("status"), Some("panicked"));
}

#[test]
fn future_dropped_while_another_panic_unwinds_is_cancelled() {
    let watched = watch(|| {
        panic_of(|| {
            let _task = Task::waiting(load("ada".to_owned()));
            panic!("elsewhere");
        })
    });
    assert_eq!(watched.metrics.counter(LOADS), Some(1));
    assert_eq!(watched.trace.span().text("status"), Some("cancelled"));
}

#[test]
fn contents_of_the_future_are_dropped_inside_the_span() {
    struct Dropped(Rc<RefCell<Vec<Option<&'static str>>>>);
    impl Drop for Dropped {
        fn drop(&mut self) {
            self.0.borrow_mut().push(current_span());
        }
    }
    #[observed]
    fn holding(held: Dropped, waits: bool) -> impl Future<Output = ()> {
        async move {
            let _held = held;
            pause().await;
            if waits {
                forever::<()>().await;
            }
        }
    }

    let drops = Rc::new(RefCell::new(Vec::new()));
    watch(|| {
        drop(Task::waiting(holding(Dropped(drops.clone()), true)));
        run(holding(Dropped(drops.clone()), false));
    });
    assert_eq!(*drops.borrow(), [Some("attuned.telemetry.tests.holding"); 2]);
}
