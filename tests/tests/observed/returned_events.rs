//! `err` and `ret`: events with the returned value, inside the span.

use std::fmt;
use std::future::Future;

use attuned_telemetry_rt::{ErrorType, observed};
use attuned_telemetry_tests::task::{Task, forever, pause, run};
use attuned_telemetry_tests::trace::{Event, Trace};
use attuned_telemetry_tests::{panic_of, watch};
use tracing::Level;
use tracing::level_filters::LevelFilter;

use super::calls;

#[derive(Debug, ErrorType)]
enum StoreError {
    NotFound,
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("nothing is there")
    }
}

fn get(key: u8) -> Result<u8, StoreError> {
    if key == 0 { Err(StoreError::NotFound) } else { Ok(key) }
}

/// The only event of `scope`.
#[track_caller]
fn event_of<R>(scope: impl FnOnce() -> R) -> Event {
    let events = watch(scope).trace.events();
    assert_eq!(events.len(), 1, "{events:#?}");
    events[0].clone()
}

#[test]
fn error_emits_an_event_inside_the_span() {
    #[observed(err)]
    fn plain(key: u8) -> Result<u8, StoreError> {
        get(key)
    }
    #[observed(err)]
    async fn waits(key: u8) -> Result<u8, StoreError> {
        pause().await;
        get(key)
    }
    #[observed(err)]
    fn later(key: u8) -> impl Future<Output = Result<u8, StoreError>> {
        async move { get(key) }
    }
    #[observed(err)]
    #[track_caller]
    fn tracked(key: u8) -> Result<u8, StoreError> {
        if key == 0 {
            return Err(StoreError::NotFound);
        }
        get(key)
    }

    type Call = fn(u8) -> bool;
    let all: [(&str, Call); 4] = [
        ("plain", |key| plain(key).is_ok()),
        ("waits", |key| run(waits(key)).is_ok()),
        ("later", |key| run(later(key)).is_ok()),
        ("tracked", |key| tracked(key).is_ok()),
    ];
    for (op, call) in all {
        let event = event_of(|| call(0));
        assert_eq!(event.span.and_then(|name| name.strip_prefix("attuned.telemetry.tests.")), Some(op));
        assert_eq!((event.level, event.target), (Level::ERROR, module_path!()), "{op}");
        assert_eq!(event.shown("error"), Some("nothing is there"), "{op}");
        assert_eq!(event.shown("error.type"), Some("not_found"), "{op}");
        assert_eq!(watch(|| call(1)).trace.events().len(), 0, "{op}: a success emits no event");
    }
}

#[test]
fn level_and_format_of_an_error_event() {
    #[observed(err(level = "warn"), target = "store")]
    fn warns() -> Result<u8, StoreError> {
        get(0)
    }
    #[observed(err(debug, level = tracing::Level::DEBUG))]
    fn shows() -> Result<u8, StoreError> {
        get(0)
    }

    let event = event_of(warns);
    assert_eq!((event.level, event.target), (Level::WARN, "store"));
    let event = event_of(shows);
    assert_eq!((event.level, event.shown("error")), (Level::DEBUG, Some("NotFound")));
}

#[test]
fn returned_value_emits_an_event_at_the_level_of_the_span() {
    #[observed(ret, level = "debug")]
    fn plain(key: u8) -> Option<u8> {
        Some(key)
    }
    #[observed(ret)]
    async fn waits(key: u8) -> &'static str {
        pause().await;
        if key == 0 { "nothing" } else { "something" }
    }
    #[observed(ret(level = "warn", display))]
    fn later(key: u8) -> impl Future<Output = String> {
        async move { key.to_string() }
    }

    let event = event_of(|| plain(1));
    assert_eq!((event.level, event.target, event.shown("return")), (Level::DEBUG, module_path!(), Some("Some(1)")));
    assert_eq!(event.span, Some("attuned.telemetry.tests.plain"));
    let event = event_of(|| run(waits(0)));
    assert_eq!((event.level, event.shown("return")), (Level::INFO, Some("\"nothing\"")));
    let event = event_of(|| run(later(7)));
    assert_eq!((event.level, event.shown("return")), (Level::WARN, Some("7")));
}

#[test]
fn ret_records_only_the_ok_value() {
    #[observed(ret)]
    fn shown(key: u8) -> Result<u8, StoreError> {
        get(key)
    }
    #[observed(ret(display))]
    fn displayed(key: u8) -> Result<u8, StoreError> {
        get(key)
    }

    assert_eq!(event_of(|| shown(7)).shown("return"), Some("7"));
    assert_eq!(event_of(|| displayed(7)).shown("return"), Some("7"));
    assert_eq!(watch(|| (shown(0).is_err(), displayed(0).is_err())).trace.events().len(), 0);
}

#[test]
fn a_call_with_err_and_ret_emits_one_event() {
    #[observed(err, ret)]
    fn both(key: u8) -> Result<u8, StoreError> {
        get(key)
    }

    assert!(event_of(|| both(0)).shown("error").is_some());
    assert!(event_of(|| both(1)).shown("return").is_some());
}

#[test]
fn error_classified_by_the_annotation_has_an_event_without_an_error_field() {
    #[observed(err, ret, error_if = |value| *value == 0)]
    fn judged(value: u8) -> u8 {
        value
    }
    #[observed(err, ok_if = |got| matches!(got, Err(StoreError::NotFound)))]
    fn expected(key: u8) -> Result<u8, StoreError> {
        get(key)
    }

    let event = event_of(|| judged(0));
    assert_eq!((event.shown("error"), event.shown("error.type")), (None, Some("_OTHER")));
    assert_eq!(event_of(|| judged(1)).shown("return"), Some("1"));
    assert_eq!(watch(|| expected(0)).trace.events().len(), 0, "not an error");
    assert_eq!(event_of(|| expected(1)).shown("error"), None);
}

#[test]
fn calls_that_do_not_return_emit_no_event() {
    #[observed(err, ret)]
    async fn ends(panics: bool) -> Result<u8, StoreError> {
        pause().await;
        assert!(!panics);
        forever().await
    }

    let watched = watch(|| {
        drop(Task::waiting(ends(false)));
        panic_of(|| run(ends(true)));
    });
    assert!(watched.trace.events().is_empty(), "{:#?}", watched.trace.events());
}

#[test]
fn filters_affect_events_but_not_metrics() {
    #[observed(err(level = "info"), ret(level = "debug"))]
    fn filtered(key: u8) -> Result<u8, StoreError> {
        get(key)
    }

    let trace = Trace::new();
    for (filter, expected) in
        [(LevelFilter::ERROR, 0), (LevelFilter::INFO, 1), (LevelFilter::DEBUG, 3), (LevelFilter::OFF, 3)]
    {
        trace.watch_at(filter, || (filtered(0).is_err(), filtered(1).is_ok()));
        assert_eq!(trace.events().len(), expected, "{filter}");
    }
    let watched = watch(|| trace.watch_at(LevelFilter::OFF, || filtered(0)));
    assert_eq!(calls(&watched.metrics, "filtered", "error"), Some(1));
}

#[test]
fn events_without_a_span_belong_to_the_enclosing_span() {
    #[observed(span = false, err)]
    fn spanless() -> Result<u8, StoreError> {
        get(0)
    }

    let event = event_of(|| tracing::info_span!("around").in_scope(spanless));
    assert_eq!((event.span, event.shown("error.type")), (Some("around"), Some("not_found")));
}

#[test]
fn error_without_display_is_formatted_with_debug() {
    #[derive(Debug)]
    struct Silent;
    #[observed(err(debug))]
    fn silent() -> Result<(), Silent> {
        Err(Silent)
    }

    let event = event_of(silent);
    assert_eq!((event.shown("error"), event.shown("error.type")), (Some("Silent"), Some("Silent")));
}

#[test]
fn err_of_a_boxed_error() {
    #[observed(err)]
    fn boxed() -> Result<(), Box<dyn std::error::Error>> {
        "x".parse::<u8>()?;
        Ok(())
    }

    assert_eq!(event_of(boxed).shown("error"), Some("invalid digit found in string"));
}
