//! Log records, and the messages that are expected for them.

use std::time::{Duration, UNIX_EPOCH};

use opentelemetry_proto::tonic::common::v1::AnyValue;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::logs::v1 as proto;
use tracing::Level;

use super::attributes::Owned;
use crate::TraceContext;
use crate::collect::LogRecord;

/// What a log record is made of.
#[derive(Clone, Debug)]
pub(in crate::export::otlp::encode::tests) struct RecordPlan {
    pub(in crate::export::otlp::encode::tests) time: u64,
    /// The level, from 0 (`TRACE`) to 4 (`ERROR`).
    pub(in crate::export::otlp::encode::tests) level: usize,
    pub(in crate::export::otlp::encode::tests) target: String,
    pub(in crate::export::otlp::encode::tests) message: String,
    pub(in crate::export::otlp::encode::tests) attributes: Vec<Owned>,
    pub(in crate::export::otlp::encode::tests) context: Option<TraceContext>,
}

const LEVELS: [(Level, &str, i32); 5] = [
    (Level::TRACE, "TRACE", 1),
    (Level::DEBUG, "DEBUG", 5),
    (Level::INFO, "INFO", 9),
    (Level::WARN, "WARN", 13),
    (Level::ERROR, "ERROR", 17),
];

impl RecordPlan {
    /// Returns the record.
    pub(in crate::export::otlp::encode::tests) fn record(&self) -> LogRecord {
        let time = UNIX_EPOCH + Duration::from_nanos(self.time);
        let mut record = LogRecord::new(time, LEVELS[self.level].0, &self.target, &self.message);
        for attribute in &self.attributes {
            record = record.with_attribute(&attribute.name, attribute.value());
        }
        match self.context {
            Some(context) => record.with_context(context),
            None => record,
        }
    }

    /// Returns the message that is expected.
    pub(in crate::export::otlp::encode::tests) fn expected(&self) -> proto::LogRecord {
        let (_, text, number) = LEVELS[self.level];
        let body = AnyValue { value: Some(Value::StringValue(self.message.clone())) };
        let bytes = |context: TraceContext| {
            (context.trace_id.get().to_be_bytes().to_vec(), context.span_id.get().to_be_bytes().to_vec())
        };
        let (trace_id, span_id) = self.context.map(bytes).unwrap_or_default();
        proto::LogRecord {
            time_unix_nano: self.time,
            observed_time_unix_nano: self.time,
            severity_number: number,
            severity_text: text.to_owned(),
            body: (!self.message.is_empty()).then_some(body),
            attributes: self.attributes.iter().map(Owned::expected).collect(),
            flags: u32::from(self.context.is_some_and(|context| context.is_sampled)),
            trace_id,
            span_id,
            ..proto::LogRecord::default()
        }
    }
}
