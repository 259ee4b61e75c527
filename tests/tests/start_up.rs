//! Start-up. Each case needs a separate process, because recorder and subscriber stay installed until the process
//! exits.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::init::{InitError, TelemetryBuilder, TraceIds, TracingConfig, init_tracing};
use attuned_telemetry_rt::{
    AuditError, AuditEvent, AuditSink, MemorySink, TraceContext, audited, observed, with_local_audit_sink,
};
use tracing_subscriber::layer::SubscriberExt as _;

/// Sells something.
#[observed(scope = "shop", op = "buy", in_flight)]
fn buy() {}

/// The metrics of `buy` that are on the page before the first call.
const NO_SUCCESS: &str = "shop_operations_total{operation=\"buy\",status=\"success\"} 0\n";

#[audited(event = StateUpdated, user_id = user)]
fn update(user: &str) {}

#[test]
fn a_second_start_is_an_error_and_the_first_stays() {
    let first = Arc::new(MemorySink::new());
    let guard = TelemetryBuilder::new().with_audit(first.clone()).init().unwrap();
    let second = Arc::new(MemorySink::new());
    let error = TelemetryBuilder::new().with_audit(second.clone()).init().unwrap_err();
    assert_eq!(
        error.to_string(),
        "telemetry is already installed and stays in use; initialise telemetry only once, in `main`"
    );
    update("ada");
    guard.flush();
    assert_eq!((first.events().len(), second.events().len()), (1, 0));
}

#[test]
fn an_invalid_setting_is_reported_with_its_value_and_the_allowed_values() {
    let config = TracingConfig { level: "verbose".to_owned(), ..TracingConfig::default() };
    let error = init_tracing(config).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`level` is `verbose`, expected one of `trace`, `debug`, `info`, `warn`, `error`, `off`, or directives like \
         `info,hyper=warn`"
    );
}

#[test]
fn a_blank_service_name_is_refused() {
    let config = TracingConfig { service_name: " ".to_owned(), ..TracingConfig::default() };
    let error = init_tracing(config).unwrap_err();
    assert_eq!(error.to_string(), "`service_name` is ` `, expected a name, such as `shop`");
}

#[test]
fn an_invalid_setting_installs_nothing() {
    let exporter = PrometheusExporter::new();
    let config = TracingConfig { level: "info,shop=loud".to_owned(), ..TracingConfig::default() };
    let refused = TelemetryBuilder::new().with_tracing(config).with_metrics(exporter.recorder()).init();
    assert!(matches!(refused, Err(InitError::Setting { setting: "level", .. })), "{refused:?}");
    buy();
    assert!(exporter.render().contains(NO_SUCCESS), "the recorder is not installed");
    assert!(!tracing::dispatcher::has_been_set());
    let _guard = TelemetryBuilder::new().with_metrics(exporter.recorder()).init().unwrap();
    buy();
    assert!(exporter.render().contains(r#"shop_operations_total{operation="buy",status="success"} 1"#));
}

#[test]
fn an_existing_subscriber_is_kept_and_nothing_else_is_installed() {
    tracing::subscriber::set_global_default(tracing_subscriber::registry()).unwrap();
    let exporter = PrometheusExporter::new();
    let refused =
        TelemetryBuilder::new().with_tracing(TracingConfig::default()).with_metrics(exporter.recorder()).init();
    assert_eq!(refused.unwrap_err(), InitError::AlreadyInstalled { what: "a tracing subscriber" });
    buy();
    assert!(exporter.render().contains(NO_SUCCESS), "the recorder is not installed");
}

#[test]
fn an_existing_recorder_is_kept() {
    let own = PrometheusExporter::new();
    metrics::set_global_recorder(own.recorder()).unwrap();
    let refused = TelemetryBuilder::new().with_metrics(PrometheusExporter::new().recorder()).init();
    assert_eq!(refused.unwrap_err(), InitError::AlreadyInstalled { what: "a metrics recorder" });
    buy();
    assert!(own.render().contains("shop_operations_total"), "the recorder works although it was installed separately");
}

#[observed(scope = "shop", op = "traced")]
fn traced() -> Option<TraceContext> {
    TraceContext::current()
}

#[test]
fn a_subscriber_that_is_not_installed_has_no_effect() {
    metrics::set_global_recorder(PrometheusExporter::new().recorder()).unwrap();
    let builder = TelemetryBuilder::new().with_tracing(TracingConfig::default());
    let refused = builder.with_metrics(PrometheusExporter::new().recorder()).init();
    assert_eq!(refused.unwrap_err(), InitError::AlreadyInstalled { what: "a metrics recorder" });
    assert!(!tracing::dispatcher::has_been_set() && traced().is_none());
    let _guard = init_tracing(TracingConfig::default()).unwrap();
    assert!(traced().is_some());
}

#[test]
fn a_local_recorder_is_used_after_the_installed_one_has_created_handles() {
    let installed = PrometheusExporter::new();
    let _guard = TelemetryBuilder::new().with_metrics(installed.recorder()).init().unwrap();
    buy();
    let local = PrometheusExporter::new();
    metrics::with_local_recorder(&local.recorder(), || {
        buy();
        buy();
    });
    buy();
    let line = |count| format!("shop_operations_total{{operation=\"buy\",status=\"success\"}} {count}\n");
    assert!(installed.render().contains(&line(2)), "{}", installed.render());
    assert!(local.render().contains(&line(2)), "{}", local.render());
}

#[test]
fn calls_are_recorded_only_after_start_up() {
    buy();
    let exporter = PrometheusExporter::new();
    let _guard = TelemetryBuilder::new().with_metrics(exporter.recorder()).init().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..1_000).for_each(|_| buy()));
        }
    });
    let page = exporter.render();
    assert!(page.contains(r#"shop_operations_total{operation="buy",status="success"} 4000"#), "{page}");
    assert!(page.contains(r#"shop_duration_seconds_count{operation="buy"} 4000"#), "{page}");
    assert!(page.contains(r#"shop_in_flight{operation="buy"} 0"#), "{page}");
}

#[test]
fn help_texts_are_on_the_page() {
    let exporter = PrometheusExporter::new();
    let _guard = TelemetryBuilder::new().with_metrics(exporter.recorder()).init().unwrap();
    buy();
    let page = exporter.render();
    let help = "Calls, by outcome. buy: Sells something; outer: Looks before and after another one.";
    assert!(page.contains(&format!("# HELP shop_operations_total {help}\n")), "{page}");
    assert!(page.contains("# HELP shop_in_flight Calls in flight. buy: Sells something.\n"), "{page}");
    assert!(page.contains("# TYPE shop_duration_seconds histogram"), "{page}");
}

/// Looks before and after another one.
#[observed(scope = "shop", op = "outer")]
fn outer(seen: &mut Vec<Option<TraceContext>>) {
    seen.push(TraceContext::current());
    inner(seen);
}

#[observed(scope = "shop", op = "inner")]
#[audited(event = "seen")]
fn inner(seen: &mut Vec<Option<TraceContext>>) {
    seen.push(TraceContext::current());
}

#[test]
fn an_audit_record_carries_the_trace_of_its_span() {
    let sink = Arc::new(MemorySink::new());
    let mut seen = Vec::new();
    let subscriber = tracing_subscriber::registry().with(TraceIds::new());
    tracing::subscriber::with_default(subscriber, || {
        with_local_audit_sink(sink.clone(), || {
            outer(&mut seen);
            inner(&mut Vec::new());
        });
    });
    let (outer, inner) = (seen[0].unwrap(), seen[1].unwrap());
    let events = sink.events();
    assert_eq!(outer.trace_id, inner.trace_id, "one trace");
    assert_ne!(outer.span_id, inner.span_id, "two spans");
    assert_eq!((events[0].trace_id, events[0].span_id), (Some(inner.trace_id), Some(inner.span_id)));
    assert_ne!(events[1].trace_id, Some(outer.trace_id), "a call without a parent starts a trace");
    assert_eq!(inner.trace_id.to_string().len(), 32);
    assert_eq!(inner.span_id.to_string().len(), 16);
}

#[test]
fn losses_without_a_sink_are_reported_after_start_up() {
    let exporter = PrometheusExporter::new();
    let _guard = TelemetryBuilder::new().with_metrics(exporter.recorder()).init().unwrap();
    update("ada");
    let page = exporter.render();
    assert!(page.contains("attuned_telemetry_audit_lost_total 1"), "{page}");
}

#[test]
fn an_earlier_scoped_subscriber_does_not_prevent_start_up() {
    tracing::subscriber::with_default(tracing_subscriber::registry(), || ());
    assert!(init_tracing(TracingConfig::default()).is_ok());
}

/// A slow sink.
struct Slow(Arc<MemorySink>);

impl AuditSink for Slow {
    fn record(&self, event: &AuditEvent) -> Result<(), AuditError> {
        std::thread::sleep(Duration::from_micros(10));
        self.0.record(event)
    }
}

#[test]
fn shutdown_waits_for_records_when_the_queue_is_full() {
    let taken = Arc::new(MemorySink::new());
    let exporter = PrometheusExporter::new();
    let guard =
        TelemetryBuilder::new().with_metrics(exporter.recorder()).with_audit(Slow(taken.clone())).init().unwrap();
    (0..70_000).for_each(|_| update("ada"));
    let started = Instant::now();
    drop(guard);
    let waited = started.elapsed();
    let page = exporter.render();
    let lost = page.lines().find_map(|line| line.strip_prefix("attuned_telemetry_audit_lost_total ")).unwrap_or("0");
    let lost: usize = lost.parse().unwrap();
    assert!(
        taken.events().len() + lost == 70_000 || waited >= Duration::from_secs(5),
        "{} received and {lost} lost after {waited:?}",
        taken.events().len()
    );
}

/// A sink that calls an audited function.
struct Feedback(Arc<MemorySink>);

impl AuditSink for Feedback {
    fn record(&self, event: &AuditEvent) -> Result<(), AuditError> {
        update("from the sink");
        self.0.record(event)
    }
}

#[test]
fn a_sink_that_calls_audited_code_neither_records_itself_nor_hangs() {
    let local = Arc::new(MemorySink::new());
    with_local_audit_sink(Feedback(local.clone()), || update("ada"));
    assert_eq!(local.events().len(), 1);
    let installed = Arc::new(MemorySink::new());
    let guard = TelemetryBuilder::new().with_audit(Feedback(installed.clone())).init().unwrap();
    update("ada");
    guard.flush();
    assert_eq!(installed.events().len(), 1);
}

/// A sink that blocks until it is released.
struct Hanging(std::sync::Mutex<Receiver<()>>);

impl AuditSink for Hanging {
    fn record(&self, _event: &AuditEvent) -> Result<(), AuditError> {
        self.0.lock().unwrap().recv().map_err(|_| AuditError::new("given up"))
    }
}

#[test]
fn a_hanging_sink_blocks_neither_calls_nor_other_sinks() {
    let (_never_sent, hangs) = channel();
    let other = Arc::new(MemorySink::new());
    let guard = TelemetryBuilder::new().with_audit(Hanging(hangs.into())).with_audit(other.clone()).init().unwrap();
    let started = Instant::now();
    (0..1_000).for_each(|_| update("ada"));
    assert!(started.elapsed() < Duration::from_secs(1), "the calls waited: {:?}", started.elapsed());
    let deadline = Instant::now() + Duration::from_secs(5);
    while other.events().len() < 1_000 && Instant::now() < deadline {
        std::thread::yield_now();
    }
    assert_eq!(other.events().len(), 1_000);
    // Dropping the guard would wait until the flush of the blocked sink times out.
    std::mem::forget(guard);
}

#[test]
fn records_dropped_because_the_queue_is_full_are_counted() {
    let (_never_sent, hangs) = channel();
    let exporter = PrometheusExporter::new();
    let guard =
        TelemetryBuilder::new().with_metrics(exporter.recorder()).with_audit(Hanging(hangs.into())).init().unwrap();
    // The sink handles one record, and 65,536 are queued.
    (0..65_537 + 100).for_each(|_| update("ada"));
    let page = exporter.render();
    let lost = page.lines().find_map(|line| line.strip_prefix("attuned_telemetry_audit_lost_total ")).unwrap_or("0");
    let lost: u64 = lost.parse().unwrap();
    assert!((100..=101).contains(&lost), "{lost} of 100 losses were counted");
    std::mem::forget(guard);
}
