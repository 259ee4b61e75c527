//! The span of a call: its metadata, its lifetime, and filters.

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::metrics::Metrics;
use attuned_telemetry_tests::task::{pause, run};
use attuned_telemetry_tests::trace::Trace;
use attuned_telemetry_tests::watch;
use tracing::Level;
use tracing::level_filters::LevelFilter;

use super::{calls, current_span};

#[test]
fn span_has_the_location_of_the_annotation() {
    const ABOVE: u32 = line!();
    #[observed]
    fn located() {}

    let span = watch(located).trace.span();
    assert_eq!(span.target, module_path!());
    assert_eq!(span.level, Level::INFO);
    assert_eq!(span.file, Some(file!()));
    assert_eq!(span.line, Some(ABOVE + 1));
}

#[test]
fn level_and_target_are_as_annotated() {
    #[observed(level = "debug", target = "store::writes")]
    fn write() {}
    #[observed(level = warn)]
    fn warn() {}
    #[observed(level = Level::TRACE)]
    fn trace() {}

    let spans = watch(|| (write(), warn(), trace())).trace.spans();
    assert_eq!((spans[0].level, spans[0].target), (Level::DEBUG, "store::writes"));
    assert_eq!(spans[1].level, Level::WARN);
    assert_eq!(spans[2].level, Level::TRACE);
}

#[test]
fn success_records_only_the_status() {
    #[observed]
    fn fine() {}

    let span = watch(fine).trace.span();
    assert_eq!(span.text("status"), Some("success"));
    assert_eq!(span.fields.len(), 1, "{span:#?}");
    assert!(span.closed);
}

#[test]
fn body_runs_once_inside_the_span() {
    #[observed]
    fn body() -> Option<&'static str> {
        tracing::info!("inside");
        current_span()
    }

    let watched = watch(body);
    assert_eq!(watched.returned, Some("attuned.telemetry.tests.body"));
    assert_eq!(watched.trace.events()[0].span, watched.returned);
    let span = watched.trace.span();
    assert_eq!((span.entered, span.left), (1, 1));
}

#[test]
fn span_is_closed_when_the_call_ends() {
    #[observed]
    fn called() {}

    watch(|| {
        called();
        assert_eq!(current_span(), None);
    });
}

#[test]
fn async_body_enters_the_span_only_during_polls() {
    #[observed]
    async fn twice() -> Option<&'static str> {
        pause().await;
        pause().await;
        current_span()
    }

    let watched = watch(|| {
        run(async {
            let mut future = std::pin::pin!(twice());
            std::future::poll_fn(|context| {
                let polled = future.as_mut().poll(context);
                assert_eq!(current_span(), None, "the span is exited between polls");
                polled
            })
            .await
        })
    });
    let span = watched.trace.span();
    assert_eq!(watched.returned, Some("attuned.telemetry.tests.twice"));
    assert_eq!((span.entered, span.left), (3, 3));
    assert!(span.closed);
}

#[test]
fn spans_nest_like_calls() {
    #[observed]
    async fn outer() {
        pause().await;
        inner();
        run_later().await;
    }
    #[observed]
    fn inner() {}
    #[observed]
    async fn run_later() {
        pause().await;
    }

    let spans = watch(|| run(outer())).trace.spans();
    let parents: Vec<_> = spans.iter().map(|span| (span.name, span.parent)).collect();
    let outer = "attuned.telemetry.tests.outer";
    assert_eq!(
        parents,
        [
            (outer, None),
            ("attuned.telemetry.tests.inner", Some(outer)),
            ("attuned.telemetry.tests.run_later", Some(outer)),
        ]
    );
}

#[test]
fn span_false_keeps_the_metrics() {
    #[observed(span = false)]
    fn spanless() -> Option<&'static str> {
        current_span()
    }

    let watched = watch(spanless);
    assert_eq!(watched.returned, None);
    assert!(watched.trace.spans().is_empty());
    assert_eq!(calls(&watched.metrics, "spanless", "success"), Some(1));
}

#[test]
fn metrics_do_not_depend_on_span_filters() {
    #[observed(level = "trace")]
    fn quiet() {}

    for filter in [LevelFilter::OFF, LevelFilter::ERROR, LevelFilter::INFO, LevelFilter::TRACE] {
        let (trace, metrics) = (Trace::new(), Metrics::new());
        trace.watch_at(filter, || metrics.watch(quiet));
        assert_eq!(trace.spans().len(), usize::from(filter == LevelFilter::TRACE));
        assert_eq!(calls(&metrics, "quiet", "success"), Some(1), "{filter}");
    }
}

#[test]
fn filter_that_changes_between_calls_is_evaluated_again() {
    #[observed]
    fn filtered() {}

    let trace = Trace::new();
    trace.watch_at(LevelFilter::INFO, filtered);
    trace.watch_at(LevelFilter::WARN, filtered);
    filtered();
    trace.watch_at(LevelFilter::INFO, filtered);
    assert_eq!(trace.spans().len(), 2);
}

#[test]
fn future_that_moves_between_subscribers_stays_in_its_span() {
    #[observed]
    async fn moved() {
        pause().await;
    }

    let (first, second) = (Trace::new(), Trace::new());
    let mut task = attuned_telemetry_tests::task::Task::new(moved());
    assert!(first.watch(|| task.poll()).is_pending());
    assert!(second.watch(|| task.poll()).is_ready());
    assert_eq!(first.span().text("status"), Some("success"));
    assert!(second.spans().is_empty());
}
