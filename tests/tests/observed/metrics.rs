//! The metrics of a call, and the exact series that exist.

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::metrics::Metrics;
use attuned_telemetry_tests::task::{pause, run};
use attuned_telemetry_tests::watch;
use metrics::Unit;

use super::{calls, durations, errors};

#[test]
fn every_call_counts_once() {
    #[observed]
    fn counted() {}

    let watched = watch(|| (0..100).for_each(|_| counted()));
    assert_eq!(calls(&watched.metrics, "counted", "success"), Some(100));
    assert_eq!(durations(&watched.metrics, "counted").unwrap().len(), 100);
}

#[test]
fn success_creates_exactly_two_series() {
    #[observed]
    fn series() -> Result<(), std::fmt::Error> {
        Ok(())
    }

    assert_eq!(
        watch(series).metrics.series(),
        [
            r#"attuned_telemetry_tests_duration_seconds{operation="series"}"#,
            r#"attuned_telemetry_tests_operations_total{operation="series",status="success"}"#,
        ]
    );
}

#[test]
fn duration_is_in_seconds_and_covers_the_body() {
    #[observed]
    fn slow() {
        std::thread::sleep(std::time::Duration::from_millis(30));
    }

    let seconds = durations(&watch(slow).metrics, "slow").unwrap();
    assert!((0.03..1.0).contains(&seconds[0]), "{seconds:?}");
}

#[test]
fn duration_of_a_future_includes_waiting() {
    #[observed]
    async fn waits() {
        pause().await;
    }

    let watched = watch(|| {
        let mut task = attuned_telemetry_tests::task::Task::waiting(waits());
        std::thread::sleep(std::time::Duration::from_millis(30));
        assert!(task.poll().is_ready());
    });
    let seconds = durations(&watched.metrics, "waits").unwrap();
    assert!((0.03..1.0).contains(&seconds[0]), "{seconds:?}");
}

#[test]
fn returned_error_has_a_duration() {
    #[observed]
    fn fails() -> Result<(), std::fmt::Error> {
        Err(std::fmt::Error)
    }

    let watched = watch(fails);
    assert_eq!(calls(&watched.metrics, "fails", "error"), Some(1));
    assert_eq!(calls(&watched.metrics, "fails", "success"), None);
    assert_eq!(errors(&watched.metrics, "fails", "Error"), Some(1));
    assert_eq!(durations(&watched.metrics, "fails").unwrap().len(), 1);
}

#[test]
fn metrics_false_keeps_the_span() {
    #[observed(metrics = false)]
    fn unmeasured() -> Result<(), std::fmt::Error> {
        Err(std::fmt::Error)
    }

    let watched = watch(unmeasured);
    assert!(watched.metrics.series().is_empty());
    assert_eq!(watched.trace.span().text("status"), Some("error"));
}

#[test]
fn constant_labels_are_on_every_series() {
    const KIND: &str = "memory";
    mod limits {
        pub(super) const TIER: &str = "gold";
    }

    #[observed(labels(path = "/state/{user}", kind = KIND, tier = limits::TIER, cached = true, shard = 7), in_flight)]
    fn labelled() -> Result<(), std::fmt::Error> {
        Err(std::fmt::Error)
    }

    let labels = |more: &str, status: &str| {
        format!(
            r#"{{cached="true",{more}kind="memory",operation="labelled",path="/state/{{user}}",shard="7"{status},tier="gold"}}"#
        )
    };
    assert_eq!(
        watch(labelled).metrics.series(),
        [
            format!("attuned_telemetry_tests_duration_seconds{}", labels("", "")),
            format!("attuned_telemetry_tests_errors_total{}", labels(r#"error_type="Error","#, "")),
            format!("attuned_telemetry_tests_in_flight{}", labels("", "")),
            format!("attuned_telemetry_tests_operations_total{}", labels("", r#",status="error""#)),
        ]
    );
}

#[test]
fn series_are_described_with_their_units() {
    #[observed(scope = "described", in_flight)]
    fn op() -> Result<(), std::fmt::Error> {
        Err(std::fmt::Error)
    }

    let metrics = watch(op).metrics;
    let described = |series| metrics.description(series).unwrap();
    let (unit, text) = described(r#"described_operations_total{operation="op",status="error"}"#);
    assert_eq!((unit, text.is_empty()), (Some(Unit::Count), false));
    let (unit, text) = described(r#"described_duration_seconds{operation="op"}"#);
    assert_eq!((unit, text.is_empty()), (Some(Unit::Seconds), false));
    let (unit, text) = described(r#"described_errors_total{error_type="Error",operation="op"}"#);
    assert_eq!((unit, text.is_empty()), (Some(Unit::Count), false));
    let (unit, text) = described(r#"described_in_flight{operation="op"}"#);
    assert_eq!((unit, text.is_empty()), (Some(Unit::Count), false));
}

#[test]
fn values_recorded_by_four_threads_are_exact() {
    #[observed(in_flight)]
    fn contended(fails: bool) -> Result<(), std::fmt::Error> {
        if fails { Err(std::fmt::Error) } else { Ok(()) }
    }
    #[observed]
    async fn contended_async() {
        pause().await;
    }

    let metrics = Metrics::new();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                metrics.watch(|| {
                    for call in 0..1_000 {
                        let _ = contended(call % 10 == 0);
                        run(contended_async());
                    }
                });
            });
        }
    });
    assert_eq!(calls(&metrics, "contended", "success"), Some(3_600));
    assert_eq!(calls(&metrics, "contended", "error"), Some(400));
    assert_eq!(errors(&metrics, "contended", "Error"), Some(400));
    assert_eq!(durations(&metrics, "contended").unwrap().len(), 4_000);
    assert_eq!(super::in_flight(&metrics, "contended"), Some(0.0));
    assert_eq!(calls(&metrics, "contended_async", "success"), Some(4_000));
}
