//! Labels from the returned value.

use std::future::Future;

use attuned_telemetry_rt::{LabelValue, observed};
use attuned_telemetry_tests::metrics::Metrics;
use attuned_telemetry_tests::task::{Task, forever, pause, run};
use attuned_telemetry_tests::{panic_of, watch};

#[derive(Clone, Copy, Debug, LabelValue)]
enum Size {
    Small,
    Large,
}

fn counted(metrics: &Metrics, labels: &str) -> Option<u64> {
    metrics.counter(&format!("attuned_telemetry_tests_operations_total{{{labels}}}"))
}

#[test]
fn closure_receives_the_returned_value() {
    #[observed(labels(hit = |found| found.is_some()), in_flight)]
    fn find(numbers: &[u8], wanted: u8) -> Option<&u8> {
        numbers.iter().find(|number| **number == wanted)
    }

    let watched = watch(|| {
        find(&[1], 1);
        find(&[1], 2);
        find(&[2], 2);
    });
    assert_eq!(counted(&watched.metrics, r#"hit="true",operation="find",status="success""#), Some(2));
    assert_eq!(counted(&watched.metrics, r#"hit="false",operation="find",status="success""#), Some(1));
    let running = r#"attuned_telemetry_tests_in_flight{operation="find"}"#;
    assert_eq!(watched.metrics.gauge(running), Some(0.0), "the gauge has no labels of the returned value");
}

#[test]
fn labels_of_both_kinds_on_an_awaited_call() {
    #[observed(labels(asked, size = |value| if *value > 9 { Size::Large } else { Size::Small }))]
    async fn waits(asked: bool, value: u8) -> u8 {
        pause().await;
        value + u8::from(asked)
    }
    #[observed(labels(size = |value| if *value > 9 { Size::Large } else { Size::Small }, asked))]
    fn later(asked: bool, value: u8) -> impl Future<Output = u8> {
        async move { value + u8::from(asked) }
    }

    let watched = watch(|| (run(waits(true, 9)), run(later(true, 8))));
    assert_eq!(watched.returned, (10, 9));
    let (large, small) = (r#"asked="true",operation="waits""#, r#"asked="true",operation="later""#);
    assert_eq!(counted(&watched.metrics, &format!(r#"{large},size="large",status="success""#)), Some(1));
    assert_eq!(counted(&watched.metrics, &format!(r#"{small},size="small",status="success""#)), Some(1));
}

#[test]
fn error_has_a_label() {
    #[observed(labels(full = |written: &Result<u8, String>| written.is_err()))]
    fn write(full: bool) -> Result<u8, String> {
        if full { Err("full".to_owned()) } else { Ok(1) }
    }

    let watched = watch(|| (write(true).is_err(), write(false).is_ok()));
    assert_eq!(counted(&watched.metrics, r#"full="true",operation="write",status="error""#), Some(1));
    assert_eq!(counted(&watched.metrics, r#"full="false",operation="write",status="success""#), Some(1));
}

#[test]
fn call_that_did_not_return_has_the_label_none() {
    #[observed(labels(first = |value| *value, second = |value| !*value))]
    async fn ends(how: &str) -> bool {
        pause().await;
        assert_ne!(how, "panicked");
        forever().await
    }

    let watched = watch(|| {
        drop(Task::waiting(ends("cancelled")));
        panic_of(|| run(ends("panicked")));
    });
    let none = r#"first="none",operation="ends",second="none""#;
    assert_eq!(counted(&watched.metrics, &format!("{none},status=\"cancelled\"")), Some(1));
    assert_eq!(counted(&watched.metrics, &format!("{none},status=\"panicked\"")), Some(1));
}

#[test]
fn panic_of_a_closure_is_a_panic_of_the_call_with_each_label_once() {
    #[observed(labels(first = |value| *value, second = |_| -> bool { panic!("asked") }))]
    fn asked() -> bool {
        true
    }

    let watched = watch(|| panic_of(asked));
    assert_eq!(watched.returned, "asked");
    let labels = r#"first="true",operation="asked",second="none",status="panicked""#;
    assert_eq!(counted(&watched.metrics, labels), Some(1), "{:#?}", watched.metrics.series());
    assert_eq!(watched.metrics.series().len(), 2, "{:#?}", watched.metrics.series());
}
