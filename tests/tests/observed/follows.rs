//! `parent` and `follows_from`, as in `tracing`.

use std::future::Future;

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::task::{pause, run};
use attuned_telemetry_tests::trace::Span as Recorded;
use attuned_telemetry_tests::watch;
use futures_util::{Stream, StreamExt as _, stream};
use tracing::span::Id;
use tracing::{Span, info_span};

/// Runs `scope` inside the span `around` with the span `other` as its argument. Returns the span of the call in it.
fn span_of(scope: impl FnOnce(&Span)) -> Recorded {
    let watched = watch(|| {
        let other = info_span!("other");
        info_span!("around").in_scope(|| scope(&other));
    });
    let spans = watched.trace.spans();
    assert_eq!(spans.len(), 3, "{spans:#?}");
    spans[2].clone()
}

#[test]
fn parent_can_be_none_a_span_an_id_or_the_current_span() {
    #[observed(parent = None)]
    fn root() {}
    #[observed(parent = parent)]
    fn of_span(parent: &Span) {}
    #[observed(parent = parent.id())]
    fn of_id(parent: &Span) {}
    #[observed(parent = parent)]
    fn of_optional(parent: Option<Id>) {}
    #[observed(parent = Span::current())]
    fn of_current() {}
    #[observed(parent = Span::none())]
    fn of_none() {}

    assert_eq!(span_of(|_| root()).parent, None);
    assert_eq!(span_of(of_span).parent, Some("other"));
    assert_eq!(span_of(of_id).parent, Some("other"));
    assert_eq!(span_of(|other| of_optional(other.id())).parent, Some("other"));
    assert_eq!(span_of(|_| of_optional(None)).parent, None);
    assert_eq!(span_of(|_| of_current()).parent, Some("around"));
    assert_eq!(span_of(|_| of_none()).parent, None);
}

#[test]
fn parent_of_an_awaited_call_is_captured_at_the_call() {
    #[observed(parent = &parent)]
    async fn waits(parent: Span) {
        pause().await;
        drop(parent);
    }
    #[observed(parent = &parent, fields(size = 1))]
    fn later(parent: Span) -> impl Future<Output = ()> {
        async move {
            pause().await;
            drop(parent);
        }
    }
    #[observed(parent = None)]
    fn root() -> impl Future<Output = ()> {
        pause()
    }

    assert_eq!(span_of(|other| run(waits(other.clone()))).parent, Some("other"));
    assert_eq!(span_of(|other| run(later(other.clone()))).parent, Some("other"));
    assert_eq!(span_of(|_| run(root())).parent, None);
}

#[test]
fn causes_are_spans_or_ids_in_any_collection() {
    #[observed(follows_from = [cause])]
    fn of_array(cause: &Span) {}
    #[observed(follows_from = causes)]
    fn of_slice(causes: &[Span]) {}
    #[observed(follows_from = causes.clone())]
    fn of_vec(causes: Vec<Id>) {
        drop(causes);
    }
    #[observed(follows_from = cause)]
    fn of_option(cause: Option<Span>) {}
    #[observed(follows_from = [&cause])]
    fn later(cause: Span) -> impl Future<Output = ()> {
        async move { drop(cause) }
    }

    assert_eq!(span_of(of_array).causes, ["other"]);
    assert_eq!(span_of(|other| of_slice(&[other.clone(), Span::current()])).causes, ["other", "around"]);
    assert_eq!(span_of(|other| of_vec(other.id().into_iter().collect())).causes, ["other"]);
    assert_eq!(span_of(|other| of_option(Some(other.clone()))).causes, ["other"]);
    assert_eq!(span_of(|other| run(later(other.clone()))).causes, ["other"]);
    let span = span_of(|_| of_option(None));
    assert_eq!((span.causes.len(), span.parent), (0, Some("around")));
}

#[test]
fn parent_and_follows_from_together() {
    #[observed(parent = None, follows_from = [cause])]
    fn detached(cause: &Span) {}

    let span = span_of(detached);
    assert_eq!((span.parent, &*span.causes), (None, &["other"][..]));
}

#[test]
fn linked_spans_stay_open_until_the_future_or_stream_is_first_polled() {
    #[observed(parent = parent)]
    fn child_of_span(parent: &Span) -> impl Future<Output = ()> + use<> {
        pause()
    }
    #[observed(parent = parent.id(), follows_from = [parent])]
    fn child_of_id(parent: &Span) -> impl Future<Output = ()> + use<> {
        pause()
    }
    #[observed(parent = parent)]
    fn stream_of(parent: &Span) -> impl Stream<Item = u8> + use<> {
        stream::iter([1])
    }

    /// Runs `scope` with a span that is closed before the returned future is polled.
    fn span_of_late<F: Future>(scope: impl FnOnce(&Span) -> F) -> Recorded {
        let watched = watch(|| {
            let call = {
                let other = info_span!("other");
                scope(&other)
            };
            run(call);
        });
        let spans = watched.trace.spans();
        assert!(spans.iter().all(|span| span.closed), "{spans:#?}");
        spans[1].clone()
    }

    assert_eq!(span_of_late(child_of_span).parent, Some("other"));
    let span = span_of_late(child_of_id);
    assert_eq!((span.parent, &*span.causes), (Some("other"), &["other"][..]));
    assert_eq!(span_of_late(|parent| stream_of(parent).count()).parent, Some("other"));
}

#[test]
fn linked_spans_are_closed_with_a_future_that_is_never_polled() {
    #[observed(parent = parent, follows_from = [parent])]
    fn child(parent: &Span) -> impl Future<Output = ()> + use<> {
        pause()
    }

    let watched = watch(|| drop(child(&info_span!("other"))));
    assert!(watched.trace.span().closed);
}

#[test]
fn links_to_closed_spans_are_left_out() {
    #[observed(parent = parent.clone(), follows_from = parent)]
    fn call(parent: Option<Id>) {}
    #[observed(parent = parent, follows_from = [parent])]
    async fn awaited(parent: &Id) {
        pause().await;
    }
    #[observed(parent = parent.clone(), follows_from = [parent])]
    fn later(parent: Id) -> impl Future<Output = ()> {
        pause()
    }

    /// Runs `scope` with the id of a closed span.
    fn span_of_closed(scope: impl FnOnce(Id)) -> Recorded {
        let watched = watch(|| {
            let closed = info_span!("closed").id();
            info_span!("around").in_scope(|| scope(closed.unwrap()));
        });
        let spans = watched.trace.spans();
        assert!(spans.iter().all(|span| span.closed), "{spans:#?}");
        spans[2].clone()
    }

    for span in [
        span_of_closed(|id| call(Some(id))),
        span_of_closed(|id| run(awaited(&id))),
        span_of_closed(|id| run(later(id))),
    ] {
        assert_eq!((span.parent, span.causes.len()), (None, 0));
    }
}

#[test]
fn links_to_spans_of_another_subscriber_do_not_panic() {
    #[observed(parent = parent, follows_from = [parent])]
    fn call(parent: &Span) {}
    #[observed(parent = parent, follows_from = [parent])]
    fn later(parent: &Span) -> impl Future<Output = ()> + use<> {
        pause()
    }

    let other = watch(|| {
        let _first = info_span!("first");
        info_span!("second")
    });
    let watched = watch(|| {
        call(&other.returned);
        run(later(&other.returned));
    });
    assert_eq!(watched.trace.spans().iter().map(|span| span.parent).collect::<Vec<_>>(), [None, None]);

    // The future is polled with another subscriber than that of its parent.
    let future = watch(|| later(&info_span!("parent"))).returned;
    let watched = watch(|| run(future));
    assert_eq!(watched.trace.span().parent, None);
}
