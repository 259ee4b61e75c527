//! A log record.

use tracing::Level;

use crate::collect::{AttributeValue, LogRecord};
use crate::export::otlp::encode::common::attribute::{any_value, attribute};
use crate::export::otlp::encode::common::code_location;
use crate::export::otlp::encode::fields::logs::log_record;
use crate::export::otlp::encode::writer::writer::Writer;
use crate::export::otlp::settings::resolved::LimitSettings;

/// Writes the content of a `LogRecord`.
pub(super) fn write<W: Writer>(writer: &mut W, record: &LogRecord, with_location: bool, limits: &LimitSettings) {
    let (number, text) = severity(record.level());
    writer.fixed64(log_record::TIME_UNIX_NANO, record.time_nanoseconds());
    // A record is collected at the time of its event.
    writer.fixed64(log_record::OBSERVED_TIME_UNIX_NANO, record.time_nanoseconds());
    writer.enumeration(log_record::SEVERITY_NUMBER, number);
    writer.string(log_record::SEVERITY_TEXT, text);
    if !record.message().is_empty() {
        writer.message(log_record::BODY, |writer| any_value(writer, AttributeValue::Text(record.message())));
    }
    let dropped = attributes(writer, record, with_location, limits);
    writer.uint32(log_record::DROPPED_ATTRIBUTES_COUNT, record.dropped_attributes() + dropped);
    if let Some(context) = record.context() {
        writer.fixed32(log_record::FLAGS, u32::from(context.is_sampled));
        writer.id(log_record::TRACE_ID, context.trace_id.get().to_be_bytes());
        writer.id(log_record::SPAN_ID, context.span_id.get().to_be_bytes());
    }
    writer.string(log_record::EVENT_NAME, event_name(record.metadata().name()));
}

/// Writes the attributes. Returns how many are left out.
fn attributes<W: Writer>(writer: &mut W, record: &LogRecord, with_location: bool, limits: &LimitSettings) -> u32 {
    let mut limited = limits.of_log().start();
    writer.list(log_record::ATTRIBUTES, |writer| {
        let mut has_location = false;
        record.attributes().iter().for_each(|(name, value)| {
            has_location |= name.starts_with(code_location::PREFIX);
            if let Some(value) = limited.next(value) {
                attribute(writer, log_record::ATTRIBUTES, name, value);
            }
        });
        if with_location && !has_location {
            code_location::write(writer, log_record::ATTRIBUTES, record.file(), record.line());
        }
    });
    limited.dropped
}

/// Returns the number and the text of the severity.
///
/// Source: <https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber>
const fn severity(level: Level) -> (u32, &'static str) {
    match level {
        Level::TRACE => (1, "TRACE"),
        Level::DEBUG => (5, "DEBUG"),
        Level::INFO => (9, "INFO"),
        Level::WARN => (13, "WARN"),
        Level::ERROR => (17, "ERROR"),
    }
}

/// Returns the name of an event, if the program has chosen one: the default is `event src/lib.rs:12`, and `log event`
/// or `log record` for records that do not come from `tracing`.
fn event_name(name: &str) -> &str {
    if name.starts_with("event ") || matches!(name, "log event" | "log record") { "" } else { name }
}
