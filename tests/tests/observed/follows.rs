//! `parent` and `follows_from`, as in `tracing`.

use std::future::Future;

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::task::{pause, run};
use attuned_telemetry_tests::trace::Span as Recorded;
use attuned_telemetry_tests::watch;
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
