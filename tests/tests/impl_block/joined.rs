//! Options of a method, merged with those of its block.

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::trace::Value;
use attuned_telemetry_tests::watch;
use tracing::Level;

use super::spans_of;

struct Store;

#[observed(
    scope = "attuned.store",
    level = "debug",
    target = "store",
    labels(kind = "memory", region = "eu"),
    in_flight,
    ok_if = |found: &Option<u32>| found.is_some(),
)]
impl Store {
    fn get(user: u32) -> Option<u32> {
        (user == 1).then_some(7)
    }

    #[observed(op = "look", level = warn, fields(user))]
    fn find(user: u32) -> Option<u32> {
        Self::nothing(user)
    }

    #[observed(scope = "attuned.http", labels(path = "/state"))]
    fn fetch() -> Option<u32> {
        Some(1)
    }

    #[observed(error_if = |_| false)]
    fn nothing(_user: u32) -> Option<u32> {
        None
    }

    #[observed(span = false)]
    fn count() -> Option<u32> {
        Some(1)
    }

    #[observed(metrics = false)]
    fn trace() -> Option<u32> {
        Some(1)
    }
}

#[test]
fn a_method_inherits_the_options_of_the_block() {
    let watched = watch(|| Store::get(2));
    let span = watched.trace.span();
    assert_eq!((span.name, span.level, span.target), ("attuned.store.get", Level::DEBUG, "store"));
    let labels = r#"{kind="memory",operation="get",region="eu",status="error"}"#;
    assert_eq!(watched.metrics.counter(&format!("attuned_store_operations_total{labels}")), Some(1));
    assert_eq!(
        watched.metrics.gauge(r#"attuned_store_in_flight{kind="memory",operation="get",region="eu"}"#),
        Some(0.0)
    );
}

#[test]
fn options_of_a_method_override_those_of_the_block() {
    let watched = watch(|| Store::find(2));
    let span = &watched.trace.spans()[0];
    assert_eq!((span.name, span.level, span.target), ("attuned.store.look", Level::WARN, "store"));
    assert_eq!(span.fields["user"], Value::Unsigned(2));
    assert_eq!(span.text("status"), Some("error"));
    assert_eq!(spans_of(Store::fetch), ["attuned.http.fetch"]);
}

#[test]
fn a_list_replaces_the_whole_list() {
    let watched = watch(Store::fetch);
    let series = r#"attuned_http_operations_total{operation="fetch",path="/state",status="success"}"#;
    assert_eq!(watched.metrics.counter(series), Some(1));
}

#[test]
fn another_classification_replaces_that_of_the_block() {
    assert_eq!(watch(|| Store::nothing(1)).trace.span().text("status"), Some("success"));
}

#[test]
fn settings_of_a_disabled_option_are_dropped() {
    assert_eq!(spans_of(Store::count), [""; 0]);
    let watched = watch(Store::trace);
    assert_eq!(watched.metrics.series(), [""; 0]);
    assert_eq!(watched.trace.span().name, "attuned.store.trace");
}

#[test]
fn a_block_can_be_without_spans() {
    struct Quiet;

    #[observed(span = false)]
    impl Quiet {
        fn count() {}

        #[observed(span = "loud")]
        fn say() {}
    }

    assert_eq!(spans_of(Quiet::count), [""; 0]);
    assert_eq!(spans_of(Quiet::say), ["loud"]);
}

#[test]
fn commas_inside_a_value_do_not_end_an_option() {
    struct Odd;

    fn holds<A, B>(found: &(A, B)) -> bool
    where
        A: PartialEq<B>,
    {
        found.0 == found.1
    }

    #[observed(ok_if = holds::<u8, u8>, scope = "attuned.odd")]
    impl Odd {
        #[observed(level = "warn")]
        fn pair(first: u8) -> (u8, u8) {
            (first, 1)
        }
    }

    let span = watch(|| Odd::pair(2)).trace.span();
    assert_eq!((span.name, span.level, span.text("status")), ("attuned.odd.pair", Level::WARN, Some("error")));
}
