//! Functions that return a stream: one call lasts from the first poll to the end of the stream.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::thread::sleep;
use std::time::Duration;

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::task::{pause, run};
use attuned_telemetry_tests::{Watched, panic_of, watch};
use futures_util::stream::{self, BoxStream, LocalBoxStream};
use futures_util::{Stream, StreamExt as _};

use super::{calls, current_span, durations, errors, in_flight};

type Seen = Option<&'static str>;

fn seen() -> impl Stream<Item = Seen> + Send {
    stream::iter(0..2).then(|_| async {
        pause().await;
        current_span()
    })
}

#[track_caller]
fn is_one_call<S: Stream<Item = Seen>>(op: &str, make: impl FnOnce() -> S) {
    let watched = watch(|| run(make().collect::<Vec<_>>()));
    let span = watched.trace.span();
    assert_eq!(watched.returned, [Some(span.name); 2], "{op}: each item is created inside the span");
    assert_eq!((span.entered, span.closed), (span.left, true), "{op}");
    assert_eq!(span.text("status"), Some("success"), "{op}");
    assert_eq!(calls(&watched.metrics, op, "success"), Some(1), "{op}");
}

#[test]
fn returned_stream_of_any_type_is_one_call() {
    #[observed]
    fn opaque() -> impl Stream<Item = Seen> + Send {
        seen()
    }
    #[observed]
    fn opaque_unpin() -> impl Stream<Item = Seen> + Unpin {
        Box::pin(seen())
    }
    #[observed]
    fn pinned() -> Pin<Box<dyn Stream<Item = Seen> + Send>> {
        Box::pin(seen())
    }
    #[observed]
    fn unpin() -> Box<dyn Stream<Item = Seen> + Unpin> {
        Box::new(Box::pin(seen()))
    }
    #[observed]
    fn boxed() -> BoxStream<'static, Seen> {
        seen().boxed()
    }
    #[observed]
    fn local() -> LocalBoxStream<'static, Seen> {
        seen().boxed_local()
    }

    is_one_call("opaque", opaque);
    is_one_call("opaque_unpin", opaque_unpin);
    is_one_call("pinned", pinned);
    is_one_call("unpin", unpin);
    is_one_call("boxed", boxed);
    is_one_call("local", local);
}

#[observed(fields(first), labels(large = first > 9), in_flight)]
fn counted(first: u8) -> impl Stream<Item = u8> {
    stream::iter(first..first + 3)
}

fn counted_status(watched: &Watched<()>, status: &str) -> Option<u64> {
    let series = "attuned_telemetry_tests_operations_total";
    watched.metrics.counter(&format!("{series}{{large=\"true\",operation=\"counted\",status={status:?}}}"))
}

#[test]
fn stream_that_was_never_polled_is_not_recorded() {
    let watched = watch(|| drop(counted(10)));
    assert!(watched.metrics.series().is_empty() && watched.trace.spans().is_empty());
}

#[test]
fn stream_dropped_early_is_cancelled() {
    let watched = watch(|| {
        let mut items = Box::pin(counted(10));
        assert_eq!(run(items.next()), Some(10));
    });
    assert_eq!(counted_status(&watched, "cancelled"), Some(1));
    let running = r#"attuned_telemetry_tests_in_flight{large="true",operation="counted"}"#;
    assert_eq!(watched.metrics.gauge(running), Some(0.0));
    assert_eq!(watched.trace.span().text("status"), Some("cancelled"));
}

#[test]
fn completed_stream_is_not_cancelled_when_it_is_dropped_and_stays_completed() {
    let watched = watch(|| {
        let mut items = Box::pin(counted(10));
        assert_eq!(run(items.by_ref().count()), 3);
        assert_eq!((run(items.next()), items.size_hint()), (None, (0, Some(0))));
    });
    assert_eq!(counted_status(&watched, "success"), Some(1));
    assert_eq!(counted_status(&watched, "cancelled"), None);
}

#[test]
fn size_hint_is_unchanged() {
    let mut items = Box::pin(counted(1));
    assert_eq!(items.size_hint(), (3, Some(3)));
    run(items.next());
    assert_eq!(items.size_hint(), (2, Some(2)));
}

#[test]
fn duration_is_from_the_first_poll_to_the_end() {
    #[observed]
    fn slowly() -> impl Stream<Item = u8> {
        stream::iter([1])
    }

    let watched = watch(|| {
        let mut items = slowly();
        sleep(Duration::from_millis(50));
        run(items.next());
        sleep(Duration::from_millis(5));
        run(items.next());
    });
    let durations = durations(&watched.metrics, "slowly").unwrap();
    assert!(durations.len() == 1 && (0.005..0.050).contains(&durations[0]), "{durations:?}");
}

#[test]
fn error_item_makes_the_call_an_error_at_its_end() {
    #[observed]
    fn read() -> impl Stream<Item = Result<u8, std::num::ParseIntError>> {
        stream::iter(["1", "x", "3"]).map(str::parse)
    }

    let watched = watch(|| run(read().filter_map(|read| async { read.ok() }).collect::<Vec<_>>()));
    assert_eq!(watched.returned, [1, 3], "the stream continues");
    assert_eq!(calls(&watched.metrics, "read", "error"), Some(1));
    assert_eq!(errors(&watched.metrics, "read", "ParseIntError"), Some(1));
    assert_eq!(watched.trace.span().text("error.type"), Some("ParseIntError"));
}

#[test]
fn items_are_classified_by_the_annotation() {
    #[observed(error_if = |item| *item == 2)]
    fn judged(items: Vec<u8>) -> impl Stream<Item = u8> {
        stream::iter(items)
    }

    let watched = watch(|| (run(judged(vec![1, 2]).count()), run(judged(vec![1]).count())));
    assert_eq!(calls(&watched.metrics, "judged", "error"), Some(1));
    assert_eq!(calls(&watched.metrics, "judged", "success"), Some(1));
}

#[test]
fn panic_in_a_poll_of_a_stream_is_counted_once_and_immediately() {
    #[observed(in_flight)]
    fn broken() -> BoxStream<'static, u8> {
        stream::iter([0_u8]).map(|zero| 1_u8.checked_div(zero).unwrap()).boxed()
    }

    let watched = watch(|| {
        let mut items = broken();
        let panic = panic_of(|| items.poll_next_unpin(&mut Context::from_waker(Waker::noop())));
        assert_eq!(current_span(), None, "the span is exited");
        assert_eq!(items.poll_next_unpin(&mut Context::from_waker(Waker::noop())), Poll::Ready(None));
        panic
    });
    assert!(watched.returned.contains("unwrap"));
    assert_eq!(calls(&watched.metrics, "broken", "panicked"), Some(1));
    assert_eq!(calls(&watched.metrics, "broken", "cancelled"), None);
    assert_eq!(in_flight(&watched.metrics, "broken"), Some(0.0));
}

#[test]
fn consumer_between_two_items_is_outside_the_span() {
    let watched = watch(|| {
        let mut items = Box::pin(counted(10));
        let mut between = Vec::new();
        while run(items.next()).is_some() {
            between.push(current_span());
        }
        between
    });
    assert_eq!(watched.returned, [None; 3]);
    assert_eq!(watched.trace.span().entered, 4, "the span is entered once for each poll");
}

/// `try_collect` and `try_next()?` drop the stream after an error.
#[test]
fn stream_dropped_after_an_error_is_an_error_and_not_cancelled() {
    #[observed]
    fn refusing() -> impl Stream<Item = Result<u8, std::io::Error>> {
        stream::iter([Ok(1), Err(std::io::ErrorKind::NotFound.into()), Ok(2)])
    }

    let watched =
        watch(|| run(refusing().take_while(|item| std::future::ready(item.is_ok())).collect::<Vec<_>>()).len());
    assert_eq!(watched.returned, 1);
    assert_eq!(calls(&watched.metrics, "refusing", "error"), Some(1));
    assert_eq!(calls(&watched.metrics, "refusing", "cancelled"), None);
    assert_eq!(errors(&watched.metrics, "refusing", "not_found"), Some(1));
}

#[test]
fn each_error_item_emits_an_event() {
    #[observed(err)]
    fn read() -> impl Stream<Item = Result<u8, std::num::ParseIntError>> {
        stream::iter(["x", "2", ""]).map(str::parse)
    }

    let watched = watch(|| run(read().count()));
    let events = watched.trace.events();
    assert_eq!(events.len(), 2, "{events:#?}");
    assert_eq!(events[1].shown("error"), Some("cannot parse integer from empty string"));
    assert_eq!(events[1].span, Some("attuned.telemetry.tests.read"));
}

#[test]
fn another_trait_named_stream_is_a_plain_value() {
    trait Stream {
        fn name(&self) -> Option<&'static str>;
    }
    struct River(Option<&'static str>);
    impl Stream for River {
        fn name(&self) -> Option<&'static str> {
            self.0
        }
    }
    #[observed]
    fn river() -> impl Stream {
        River(current_span())
    }
    #[observed]
    fn pinned() -> Pin<Box<dyn Stream>> {
        Box::pin(River(None))
    }

    let watched = watch(|| (river().name(), pinned().name()));
    assert_eq!(calls(&watched.metrics, "river", "success"), Some(1));
    assert_eq!(calls(&watched.metrics, "pinned", "success"), Some(1));
}
