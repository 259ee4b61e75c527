//! The type of a returned value decides whether it is a future or a stream, and not the name of its type.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::thread::sleep;
use std::time::Duration;

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::task::{Task, forever, run};
use attuned_telemetry_tests::{panic_of, watch};
use futures_util::{Stream, StreamExt as _, stream};

use super::{calls, current_span, durations, errors, in_flight};

const WORK: Duration = Duration::from_millis(5);

/// Checks that a function whose value is neither a future nor a stream is one successful call, also while it runs.
#[track_caller]
fn is_a_plain_call<T>(op: &str, call: impl FnOnce() -> T) -> T {
    let watched = watch(call);
    assert_eq!(calls(&watched.metrics, op, "success"), Some(1), "{op}: {:?}", watched.metrics.series());
    let durations = durations(&watched.metrics, op).unwrap_or_default();
    assert!(durations.len() == 1 && durations[0] >= WORK.as_secs_f64(), "{op}: {durations:?}");
    assert_eq!(watched.trace.spans().len(), 1, "{op}");
    watched.returned
}

/// Works, and returns whether the call's span covers the work.
fn works() -> bool {
    sleep(WORK);
    current_span().is_some()
}

mod named_so {
    use attuned_telemetry_rt::observed;

    pub(super) trait Future {
        type Output;
        fn covered(&self) -> bool;
    }
    impl Future for bool {
        type Output = String;
        fn covered(&self) -> bool {
            *self
        }
    }

    pub(super) trait Stream {
        fn covered(&self) -> bool;
    }
    impl Stream for bool {
        fn covered(&self) -> bool {
            *self
        }
    }

    pub(super) struct BoxFuture(pub(super) bool);
    pub(super) struct LocalBoxStream<T, const N: usize>(pub(super) [T; N]);
    pub(super) struct Pin<T>(pub(super) T);

    #[observed]
    pub(super) fn opaque_future() -> impl Future<Output = String> {
        super::works()
    }
    #[observed]
    pub(super) fn boxed_future() -> Box<dyn Future<Output = String>> {
        Box::new(super::works())
    }
    #[observed]
    pub(super) fn pinned_future() -> std::pin::Pin<Box<dyn Future<Output = String>>> {
        Box::pin(super::works())
    }
    #[observed]
    pub(super) fn opaque_stream() -> impl Stream {
        super::works()
    }
    #[observed]
    pub(super) fn pinned_stream() -> std::pin::Pin<Box<dyn Stream>> {
        Box::pin(super::works())
    }
    #[observed]
    pub(super) fn own_box_future() -> BoxFuture {
        BoxFuture(super::works())
    }
    #[observed]
    pub(super) fn own_box_stream() -> LocalBoxStream<bool, 1> {
        LocalBoxStream([super::works()])
    }
    #[observed]
    pub(super) fn own_pin() -> Pin<Box<dyn std::future::Future<Output = u8>>> {
        assert!(super::works());
        Pin(Box::new(async { 1 }))
    }
}

#[test]
fn own_types_and_traits_named_like_futures_and_streams_are_plain_values() {
    use named_so::{Future as _, Stream as _};

    assert!(is_a_plain_call("opaque_future", named_so::opaque_future).covered());
    assert!(is_a_plain_call("boxed_future", named_so::boxed_future).covered());
    assert!(is_a_plain_call("pinned_future", named_so::pinned_future).covered());
    assert!(is_a_plain_call("opaque_stream", named_so::opaque_stream).covered());
    assert!(is_a_plain_call("pinned_stream", named_so::pinned_stream).covered());
    assert!(is_a_plain_call("own_box_future", named_so::own_box_future).0);
    assert_eq!(is_a_plain_call("own_box_stream", named_so::own_box_stream).0, [true]);
    let named_so::Pin(future) = is_a_plain_call("own_pin", named_so::own_pin);
    assert_eq!(run(Box::into_pin(future)), 1);
}

trait Reader {
    type BoxFuture;
    fn read(&self) -> Self::BoxFuture;
}

impl Reader for u8 {
    type BoxFuture = Self;
    #[observed(op = "read_value")]
    fn read(&self) -> Self::BoxFuture {
        assert!(works());
        *self
    }
}
impl Reader for u16 {
    type BoxFuture = Pin<Box<dyn Future<Output = bool>>>;
    #[observed(op = "read_future")]
    fn read(&self) -> Self::BoxFuture {
        Box::pin(async { works() })
    }
}

#[test]
fn associated_type_named_like_a_future_is_what_its_type_is() {
    #[observed]
    fn read_any<R: Reader>(reader: &R) -> R::BoxFuture {
        sleep(WORK);
        reader.read()
    }

    assert_eq!(is_a_plain_call("read_value", || 7_u8.read()), 7);
    assert!(is_a_plain_call("read_future", || run(7_u16.read())));
    let watched = watch(|| read_any(&7_u8));
    assert_eq!(calls(&watched.metrics, "read_any", "success"), Some(1));
}

#[test]
fn alias_named_like_a_future_may_have_any_parameters() {
    type BoxFuture<T, E> = Pin<Box<dyn Future<Output = Result<T, E>>>>;
    type BoxStream = Pin<Box<dyn Stream<Item = bool>>>;
    #[observed]
    fn failing() -> BoxFuture<u8, std::fmt::Error> {
        Box::pin(async { Err(std::fmt::Error) })
    }
    #[observed]
    fn one_item() -> BoxStream {
        stream::once(async { works() }).boxed()
    }

    let watched = watch(|| run(failing()));
    assert_eq!(errors(&watched.metrics, "failing", "Error"), Some(1));
    assert_eq!(is_a_plain_call("one_item", || run(one_item().collect::<Vec<_>>())), [true]);
}

#[test]
fn future_in_a_box_that_is_not_unpin_is_observed() {
    #[observed]
    fn boxed() -> Box<dyn Future<Output = ()>> {
        Box::new(forever())
    }

    let watched = watch(|| drop(Task::waiting(Box::into_pin(boxed()))));
    assert_eq!(calls(&watched.metrics, "boxed", "cancelled"), Some(1));
}

#[test]
fn struct_with_its_own_poll_is_returned_as_it_is() {
    struct BoxFuture(u8);
    impl Future for BoxFuture {
        type Output = u8;
        fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<u8> {
            Poll::Ready(self.0)
        }
    }
    #[observed]
    fn own(start: u8) -> BoxFuture {
        sleep(WORK);
        BoxFuture(start)
    }

    let mut future = is_a_plain_call("own", || own(7));
    assert_eq!(Pin::new(&mut future).poll(&mut Context::from_waker(Waker::noop())), Poll::Ready(7));
}

#[test]
fn plain_value_named_like_a_future_has_every_option() {
    type BoxFuture = Result<u8, String>;
    #[observed(in_flight, err, labels(large = |found| found.as_ref().is_ok_and(|found| *found > 9)), fields(value))]
    fn checked(value: u8) -> BoxFuture {
        if value == 0 { Err("zero".to_owned()) } else { Ok(value) }
    }
    #[observed]
    fn broken() -> BoxFuture {
        panic!("by choice")
    }

    let watched = watch(|| [checked(0), checked(10)]);
    let series = watched.metrics.series();
    let ended = |status: &str, large: bool| {
        format!(
            "attuned_telemetry_tests_operations_total{{large=\"{large}\",operation=\"checked\",status=\"{status}\"}}"
        )
    };
    assert_eq!(watched.metrics.counter(&ended("error", false)), Some(1), "{series:?}");
    assert_eq!(watched.metrics.counter(&ended("success", true)), Some(1), "{series:?}");
    let watched = watch(|| panic_of(broken));
    assert_eq!(calls(&watched.metrics, "broken", "panicked"), Some(1));
    assert_eq!(in_flight(&watched.metrics, "broken"), None);
}

#[test]
fn track_caller_keeps_the_location_of_the_caller() {
    type BoxFuture = &'static std::panic::Location<'static>;
    #[observed]
    #[track_caller]
    fn caller() -> BoxFuture {
        std::panic::Location::caller()
    }

    let watched = watch(|| (caller().line(), line!()));
    let (seen, here) = watched.returned;
    assert_eq!(seen, here);
    assert_eq!(calls(&watched.metrics, "caller", "success"), Some(1));
}
