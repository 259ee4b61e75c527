//! Requests of log records.

use std::sync::{Arc, Mutex};

use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::logs::v1::{LogRecord, SeverityNumber};
use tracing_subscriber::layer::SubscriberExt as _;

use super::kit::attributes::Owned;
use super::kit::decoded::{self, FORMATS};
use super::kit::spans::context;
use crate::collect::{self, AttributeValue, LogCollector};
use crate::export::otlp::encode::common::format::Format;
use crate::export::otlp::encode::logs::encoder::LogEncoder;
use crate::export::otlp::settings::resolved::LimitSettings;

/// Returns the records of the events that `emit` emits.
fn collected(emit: impl FnOnce()) -> Vec<collect::LogRecord> {
    let records = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&records);
    let collector = LogCollector::new(Arc::new(move |record| kept.lock().unwrap().push(record)));
    tracing::subscriber::with_default(tracing_subscriber::registry().with(collector), emit);
    std::mem::take(&mut records.lock().unwrap())
}

/// Encodes the only event that `emit` emits, in both formats. Returns its scope and the record.
fn encoded(encoder: impl Fn(Format) -> LogEncoder, emit: impl FnOnce()) -> (String, LogRecord) {
    let records = collected(emit);
    assert_eq!(records.len(), 1);
    let [protobuf, json] = FORMATS.map(|format| {
        let part = encoder(format).encode(&records, usize::MAX);
        let (_, mut scopes) = decoded::logs(format, &part.body);
        let (scope, mut records) = scopes.remove(0);
        (scope, records.remove(0))
    });
    assert_eq!(protobuf, json);
    protobuf
}

fn plain(format: Format) -> LogEncoder {
    LogEncoder::new(format, [])
}

#[test]
fn an_event_is_a_record() {
    let (scope, record) =
        encoded(plain, || tracing::warn!(target: "shop::orders", user = "ada", count = 3, "no stock"));
    assert_eq!(scope, "shop::orders");
    assert_eq!((record.severity_number(), record.severity_text.as_str()), (SeverityNumber::Warn, "WARN"));
    assert_eq!(record.body.unwrap().value, Some(Value::StringValue("no stock".to_owned())));
    let attributes = [Owned::text("user", "ada"), Owned::number("count", AttributeValue::I64(3))];
    assert_eq!(record.attributes, attributes.map(|attribute| attribute.expected()));
    assert_eq!((record.trace_id, record.span_id, record.flags), (Vec::new(), Vec::new(), 0));
    assert_eq!(record.event_name, "");
    assert!(record.time_unix_nano > 0 && record.observed_time_unix_nano == record.time_unix_nano);
}

#[test]
fn a_record_of_an_unsampled_trace_has_its_ids() {
    for is_sampled in [false, true] {
        let within = context(0x1234, 0x5678).with_sampled(is_sampled);
        let (_, record) = encoded(plain, || within.in_scope(|| tracing::info!(target: "shop", "placed")));
        assert_eq!(record.trace_id, 0x1234_u128.to_be_bytes());
        assert_eq!(record.span_id.len(), 8);
        assert_eq!(record.flags, u32::from(is_sampled));
    }
}

#[test]
fn only_names_that_the_program_chose_are_sent() {
    let (_, record) = encoded(plain, || tracing::info!(name: "order.placed", target: "shop", total = 1.5));
    assert_eq!(record.event_name, "order.placed");
    assert_eq!(record.body, None);
    let made = [collect::LogRecord::new(std::time::SystemTime::now(), tracing::Level::INFO, "shop", "made")];
    let part = plain(Format::Protobuf).encode(&made, usize::MAX);
    assert_eq!(decoded::logs(Format::Protobuf, &part.body).1[0].1[0].event_name, "");
}

#[test]
fn the_location_is_sent_when_asked_for() {
    let with_location = |format| plain(format).with_code_location(true);
    let (_, record) = encoded(with_location, || tracing::info!(target: "shop", "placed"));
    let [file, line] = record.attributes.as_slice() else { panic!("{record:?}") };
    assert_eq!((file.key.as_str(), line.key.as_str()), ("code.file.path", "code.line.number"));
    assert_eq!(file.value, Owned::text("", file!()).expected().value);
    // An event may say itself where the code is.
    let (_, record) =
        encoded(with_location, || tracing::info!(target: "shop", { code.file.path = "main.rs" }, "placed"));
    assert_eq!(record.attributes, [Owned::text("code.file.path", "main.rs").expected()]);
}

#[test]
fn attributes_that_exceed_the_limits_are_left_out_and_counted() {
    let limits = LimitSettings { log_attributes: 1, log_value_length: Some(2), ..LimitSettings::NONE };
    let (_, record) = encoded(
        |format| plain(format).with_limits(limits),
        || tracing::warn!(target: "shop", user = "ada", count = 3, "no stock"),
    );
    assert_eq!(record.attributes, [Owned::text("user", "ad").expected()]);
    assert_eq!(record.dropped_attributes_count, 1);
    assert_eq!(record.body.unwrap().value, Some(Value::StringValue("no stock".to_owned())));
}
