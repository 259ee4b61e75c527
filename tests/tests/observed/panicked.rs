//! Panics: counted as `panicked`, and propagated unchanged.

use std::panic::{AssertUnwindSafe, catch_unwind, panic_any, resume_unwind};

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::task::{Task, pause};
use attuned_telemetry_tests::{panic_of, watch};

use super::{calls, durations, errors};

#[derive(Debug, PartialEq)]
struct Payload(Vec<u8>);

#[test]
fn panic_is_counted_only_as_panicked() {
    #[observed]
    fn breaks() {
        panic!("broken");
    }

    let watched = watch(|| panic_of(breaks));
    assert_eq!(watched.returned, "broken");
    assert_eq!(
        watched.metrics.series(),
        [
            r#"attuned_telemetry_tests_errors_total{error_type="panic",operation="breaks"}"#,
            r#"attuned_telemetry_tests_operations_total{operation="breaks",status="panicked"}"#,
        ]
    );
    let span = watched.trace.span();
    assert_eq!(span.text("status"), Some("panicked"));
    assert_eq!(span.text("error.type"), Some("panic"));
    assert_eq!(span.text("otel.status_code"), Some("ERROR"));
    assert_eq!((span.entered, span.left, span.closed), (1, 1, true));
}

#[test]
fn payload_propagates_unchanged() {
    #[observed]
    fn throws() {
        panic_any(Payload(vec![1, 2, 3]));
    }

    let payload = watch(|| catch_unwind(throws)).returned.unwrap_err();
    assert_eq!(*payload.downcast::<Payload>().unwrap(), Payload(vec![1, 2, 3]));
}

#[test]
fn payload_is_the_same_box() {
    #[observed]
    fn passes(payload: Box<Payload>) {
        resume_unwind(payload);
    }

    let payload = Box::new(Payload(vec![7]));
    let address = std::ptr::from_ref(&*payload).addr();
    let passed = catch_unwind(AssertUnwindSafe(|| passes(payload))).unwrap_err();
    assert_eq!(std::ptr::from_ref(passed.downcast_ref::<Payload>().unwrap()).addr(), address);
}

#[test]
fn panicking_future_is_counted_once() {
    #[observed]
    async fn breaks_later() {
        pause().await;
        panic!("later");
    }

    let watched = watch(|| {
        let mut task = Task::waiting(breaks_later());
        panic_of(|| task.poll())
    });
    assert_eq!(watched.returned, "later");
    assert_eq!(calls(&watched.metrics, "breaks_later", "panicked"), Some(1));
    assert_eq!(calls(&watched.metrics, "breaks_later", "cancelled"), None);
    assert_eq!(durations(&watched.metrics, "breaks_later"), None);
    assert_eq!(errors(&watched.metrics, "breaks_later", "panic"), Some(1));
    assert_eq!(watched.trace.span().text("status"), Some("panicked"));
}

#[test]
fn panic_in_an_inner_call_is_a_panic_of_every_outer_call() {
    #[observed]
    fn outer() {
        inner();
    }
    #[observed]
    fn inner() {
        panic!("deep");
    }

    let watched = watch(|| panic_of(outer));
    assert_eq!(calls(&watched.metrics, "outer", "panicked"), Some(1));
    assert_eq!(calls(&watched.metrics, "inner", "panicked"), Some(1));
}

#[test]
fn panic_caught_by_the_body_is_not_counted() {
    #[observed]
    fn careful() -> String {
        panic_of(|| panic!("caught"))
    }

    let watched = watch(careful);
    assert_eq!(watched.returned, "caught");
    assert_eq!(calls(&watched.metrics, "careful", "success"), Some(1));
    assert_eq!(calls(&watched.metrics, "careful", "panicked"), None);
}

#[test]
fn call_that_succeeds_during_another_panic_is_a_success() {
    struct CallsOnDrop;
    impl Drop for CallsOnDrop {
        fn drop(&mut self) {
            assert!(std::thread::panicking());
            cleanup();
        }
    }
    #[observed]
    fn cleanup() {}

    let watched = watch(|| {
        panic_of(|| {
            let _cleanup = CallsOnDrop;
            panic!("outside");
        })
    });
    assert_eq!(calls(&watched.metrics, "cleanup", "success"), Some(1));
    assert_eq!(calls(&watched.metrics, "cleanup", "panicked"), None);
}

#[test]
fn panic_while_locals_are_dropped_is_a_panic_of_the_call() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("in drop");
        }
    }
    #[observed]
    fn local() {
        let _bomb = Bomb;
    }
    #[observed]
    async fn local_async() {
        let _bomb = Bomb;
        pause().await;
    }

    let watched = watch(|| (panic_of(local), panic_of(|| attuned_telemetry_tests::task::run(local_async()))));
    assert_eq!(calls(&watched.metrics, "local", "panicked"), Some(1));
    assert_eq!(calls(&watched.metrics, "local_async", "panicked"), Some(1));
}
