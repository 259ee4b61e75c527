//! `slow` and `slo`: the slow-call warning and the gauges of the objective.

use std::future::Future;
use std::thread::sleep;
use std::time::Duration;

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::task::{Task, forever, pause, run};
use attuned_telemetry_tests::trace::{Event, Value};
use attuned_telemetry_tests::{panic_of, watch};
use tracing::Level;

const LONG: Duration = Duration::from_millis(3);

#[track_caller]
fn is_warning(event: &Event, op: &str) {
    assert_eq!((event.level, event.target), (Level::WARN, module_path!()), "{event:#?}");
    assert_eq!(event.message(), "slow call");
    assert_eq!(event.span.and_then(|name| name.strip_prefix("attuned.telemetry.tests.")), Some(op), "{event:#?}");
    assert_eq!(event.fields["slow_seconds"], Value::Float(0.002));
    let Value::Float(seconds) = event.fields["duration_seconds"] else { panic!("{event:#?}") };
    assert!(seconds >= LONG.as_secs_f64(), "{seconds}");
}

#[test]
fn slow_call_logs_a_warning_inside_its_span() {
    #[observed(slow = "2ms")]
    fn plain() {
        sleep(LONG);
    }
    #[observed(slow = "2ms")]
    fn later() -> impl Future<Output = Result<(), std::fmt::Error>> {
        sleep(LONG);
        async {
            sleep(LONG);
            Err(std::fmt::Error)
        }
    }

    let events = watch(|| (plain(), run(later()).is_err())).trace.events();
    assert_eq!(events.len(), 2, "{events:#?}");
    is_warning(&events[0], "plain");
    is_warning(&events[1], "later");
}

#[test]
fn fast_call_logs_no_warning() {
    #[observed(slow = "60m")]
    async fn quick() -> u8 {
        pause().await;
        1
    }

    assert!(watch(|| run(quick())).trace.events().is_empty());
}

#[test]
fn slow_cancelled_or_panicked_call_logs_a_warning() {
    #[observed(slow = "2ms")]
    async fn ends(panics: bool) {
        sleep(LONG);
        assert!(!panics);
        forever::<()>().await;
    }

    let events = watch(|| {
        drop(Task::waiting(ends(false)));
        panic_of(|| run(ends(true)));
    });
    let events = events.trace.events();
    assert_eq!(events.len(), 2, "{events:#?}");
    for event in &events {
        is_warning(event, "ends");
    }
}

#[test]
fn objective_is_exported_as_gauges() {
    #[observed(slo(latency = "250ms", target = 99.9), labels(found = |found| *found))]
    fn promised(found: bool) -> bool {
        found
    }

    let watched = watch(|| (promised(true), promised(false), promised(true)));
    let gauge = |name: &str| format!("attuned_telemetry_tests_objective_{name}{{operation=\"promised\"}}");
    assert_eq!(watched.metrics.gauge(&gauge("latency_seconds")), Some(0.25));
    let ratio = watched.metrics.gauge(&gauge("ratio")).unwrap();
    assert!((ratio - 0.999).abs() < 1e-9, "{ratio}");
    assert!(watched.metrics.description(&gauge("ratio")).is_some());
    let objectives = watched.metrics.series().into_iter().filter(|series| series.contains("_objective_"));
    assert_eq!(objectives.count(), 3, "one set of gauges for all labels of the calls");
}

#[test]
fn objective_with_a_custom_prefix_and_labels() {
    #[observed(metrics = "shop", labels(path = "/buy"), slo(target = 50, latency = "1s"))]
    fn bought() {}

    let metrics = watch(bought).metrics;
    assert_eq!(metrics.gauge(r#"shop_objective_ratio{path="/buy"}"#), Some(0.5));
    assert_eq!(metrics.gauge(r#"shop_objective_latency_seconds{path="/buy"}"#), Some(1.0));
}

/// A cancelled call has no meaningful duration.
#[test]
fn calls_that_meet_the_objective_are_counted() {
    #[observed(slo(latency = "2s", target = 99))]
    async fn ends(how: &str) -> Result<(), std::fmt::Error> {
        match how {
            "waits" => forever().await,
            "panics" => panic!("on purpose"),
            "fails" => Err(std::fmt::Error),
            _ => Ok(()),
        }
    }

    let metrics = watch(|| {
        assert!(run(ends("fails")).is_err());
        drop(Task::waiting(ends("waits")));
        panic_of(|| run(ends("panics")));
        assert!(run(ends("")).is_ok() && run(ends("")).is_ok());
    })
    .metrics;
    assert_eq!(metrics.counter(r#"attuned_telemetry_tests_objective_met_total{operation="ends"}"#), Some(2));
    assert!(metrics.description("attuned_telemetry_tests_objective_met_total{operation=\"ends\"}").is_some());
}

#[test]
fn late_call_misses_the_objective_and_its_counter_exists() {
    #[observed(slo(latency = "2ms", target = 99), labels(found = |found| *found))]
    fn late(found: bool) -> bool {
        sleep(LONG);
        found
    }

    let metrics = watch(|| (late(true), late(false))).metrics;
    assert_eq!(metrics.counter(r#"attuned_telemetry_tests_objective_met_total{operation="late"}"#), Some(0));
}
