//! Log records of traces that are not sampled.

use attuned_telemetry_rt::export::otlp::{OtlpConfig, OtlpSignal};
use attuned_telemetry_rt::{TelemetryBuilder, TraceContext, observed};
use attuned_telemetry_tests::otlp::{Fault, FaultyCollector, Protocol, Signal};

use crate::records;

#[observed(op = "buy", scope = "shop")]
fn buy() -> TraceContext {
    tracing::info!(item = "tea", "bought");
    TraceContext::current().unwrap()
}

#[test]
fn logs_carry_ids_when_trace_is_not_sampled() {
    let collector = FaultyCollector::start(Protocol::Http, Fault::None);
    let config = OtlpConfig::new().endpoint(collector.endpoint()).sample_rate(0.0).service_name("shop");
    let guard = TelemetryBuilder::new()
        .with_opentelemetry(config.signal(OtlpSignal::Logs, |logs| logs.batch_items(1)))
        .init()
        .unwrap();
    let context = buy();
    assert!(!context.is_sampled);
    drop(guard);
    let records = records::until(&collector, "bought");
    let record = records.iter().find(|record| records::text(record) == "bought").unwrap();
    assert_eq!(record.trace_id, context.trace_id.get().to_be_bytes());
    assert_eq!(record.span_id, context.span_id.get().to_be_bytes());
    assert_eq!(record.flags, 0, "the trace is not sampled");
    assert_eq!(record.severity_text, "INFO");
    assert!(record.attributes.iter().any(|attribute| attribute.key == "item"), "{record:?}");
    assert!(collector.accepted(Signal::Traces).is_empty(), "no span of the trace is sent");
}
