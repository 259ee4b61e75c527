//! Log events.

use std::fmt;
use std::sync::{Arc, Mutex};

use attuned_telemetry_rt::collect::{LogCollector, LogRecord, Sampling, TraceIds};
use attuned_telemetry_rt::{TraceContext, observed};
use tracing::{Dispatch, Level, info, info_span, warn};
use tracing_subscriber::layer::SubscriberExt as _;

use super::consumer::{Spans, kept};

/// A copy of a log record.
#[derive(Clone, Debug, PartialEq)]
struct Record {
    level: Level,
    target: String,
    message: String,
    attributes: Vec<(&'static str, String)>,
    context: Option<TraceContext>,
}

#[derive(Clone, Default)]
struct Records(Arc<Mutex<Vec<Record>>>);

impl Records {
    fn collector(&self) -> LogCollector {
        let records = self.clone();
        LogCollector::new(Arc::new(move |record: LogRecord| {
            records.0.lock().unwrap().push(Record {
                level: record.level(),
                target: record.target().to_owned(),
                message: record.message().to_owned(),
                attributes: record.attributes().iter().map(|(name, value)| (kept(name), value.to_string())).collect(),
                context: record.context(),
            });
        }))
    }

    fn all(&self) -> Vec<Record> {
        self.0.lock().unwrap().clone()
    }

    fn messages(&self) -> Vec<String> {
        self.all().into_iter().map(|record| record.message).collect()
    }
}

fn with<R>(collector: LogCollector, scope: impl FnOnce() -> R) -> R {
    let subscriber = tracing_subscriber::registry().with(TraceIds::new()).with(collector);
    tracing::subscriber::with_default(subscriber, scope)
}

#[test]
fn a_record_has_what_the_event_says() {
    let records = Records::default();
    with(records.collector(), || warn!(target: "shop::cart", order = 7, total = 1.5, "placed {}", "today"));
    let all = records.all();
    let [record] = &all[..] else { panic!("{all:?}") };
    assert_eq!((record.level, &*record.target, &*record.message), (Level::WARN, "shop::cart", "placed today"));
    assert_eq!(record.attributes, [("order", "7".to_owned()), ("total", "1.5".to_owned())]);
    assert_eq!(record.context, None);
}

#[test]
fn a_record_has_the_ids_of_its_span_even_if_the_trace_is_not_sampled() {
    #[observed]
    fn call() -> TraceContext {
        info!("in the call");
        TraceContext::current().unwrap()
    }

    for ratio in [1.0, 0.0] {
        Sampling::new(ratio).unwrap().install();
        for with_collector in [true, false] {
            let (spans, records) = (Spans::default(), Records::default());
            let dispatch = if with_collector {
                Dispatch::new(tracing_subscriber::registry().with(spans.collector()).with(records.collector()))
            } else {
                Dispatch::new(tracing_subscriber::registry().with(TraceIds::new()).with(records.collector()))
            };
            let contexts = tracing::dispatcher::with_default(&dispatch, || {
                let request = info_span!("request");
                let context = request.in_scope(TraceContext::current).unwrap();
                info!(parent: &request, "in the span");
                [context, call()]
            });
            assert_eq!(records.all().iter().map(|record| record.context).collect::<Vec<_>>(), contexts.map(Some));
            assert!(contexts.iter().all(|context| context.is_sampled == (ratio == 1.0)));
            assert_eq!(spans.all().is_empty(), !with_collector || ratio == 0.0);
        }
    }
}

#[test]
fn events_of_the_crates_that_deliver_are_left_out() {
    let records = Records::default();
    with(records.collector(), || {
        info!(target: "hyper::proto", "left out");
        info!(target: "opentelemetry_sdk", "left out");
        info!(target: "attuned_telemetry_rt::delivery::worker", "left out");
        info!(target: "hyperspace", "kept");
    });
    assert_eq!(records.messages(), ["kept"]);
    assert!(LogCollector::left_out_by_default().contains(&"hyper"));
    let records = Records::default();
    with(records.collector().with_left_out(["shop"]), || {
        info!(target: "hyper", "kept");
        info!(target: "shop::cart", "left out");
    });
    assert_eq!(records.messages(), ["kept"]);
}

#[test]
fn an_event_of_the_crate_log_keeps_its_place() {
    let records = Records::default();
    tracing_log_forward();
    with(records.collector(), || {
        log::warn!(target: "old::module", "old {}", 1);
        log::info!(target: "hyper::client", "left out");
    });
    let all = records.all();
    let [record] = &all[..] else { panic!("{all:?}") };
    assert_eq!((record.level, &*record.target, &*record.message), (Level::WARN, "old::module", "old 1"));
    assert!(record.attributes.is_empty(), "{:?}", record.attributes);
}

/// Forwards the crate `log` to `tracing`.
fn tracing_log_forward() {
    use attuned_telemetry_rt::init::{TelemetryBuilder, TracingConfig};

    std::mem::forget(TelemetryBuilder::new().with_tracing(TracingConfig::default()).init().unwrap());
}

#[test]
fn hostile_values_do_no_harm() {
    struct Panics;

    impl fmt::Debug for Panics {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            panic!("on purpose")
        }
    }

    let records = Records::default();
    with(records.collector(), || {
        info!(value = ?Panics, "a {:?}", Panics);
        info!("{}", "x".repeat(100_000));
    });
    let all = records.all();
    assert_eq!(all[0].message, "a [formatting panicked]");
    assert_eq!(all[0].attributes, [("value", "[formatting panicked]".to_owned())]);
    assert_eq!(all[1].message.len(), 64 * 1_024);
}
