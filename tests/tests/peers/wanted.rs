//! Requested features that existing tools do not have.

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::task::pause;
use attuned_telemetry_tests::task::run;
use attuned_telemetry_tests::trace::Trace;
use attuned_telemetry_tests::watch;
use tracing::level_filters::LevelFilter;

use super::calls;

#[test]
fn error_sets_the_span_status_without_an_event() {
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
    assert!(theirs.span().fields.is_empty(), "the other span has no error status");
    assert_eq!(theirs.events().len(), 1);
}

#[test]
fn arguments_are_captured_only_on_request() {
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
fn metrics_do_not_depend_on_the_filter_of_the_span() {
    #[observed(level = "trace")]
    async fn hidden() {
        pause().await;
    }

    let trace = Trace::new();
    let watched = watch(|| trace.watch_at(LevelFilter::OFF, || run(hidden())));
    assert!(trace.spans().is_empty() && watched.trace.spans().is_empty());
    assert_eq!(calls(&watched.metrics, "hidden", "success"), Some(1));
}
