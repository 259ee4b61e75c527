//! The limits of attributes, events and links.

use super::reader::{Reader, given};
use crate::export::otlp::settings::config::{OtlpConfig, OtlpLimits};
use crate::export::otlp::settings::resolved::LimitSettings;
use crate::export::otlp::settings::values::Limit;

const COUNT: &str = "OTEL_ATTRIBUTE_COUNT_LIMIT";
const LENGTH: &str = "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT";
const SPAN_COUNT: &str = "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT";
const SPAN_LENGTH: &str = "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT";
const LOG_COUNT: &str = "OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT";
const LOG_LENGTH: &str = "OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT";

const DEFAULT: usize = 128;

/// Returns the limits.
pub(super) fn limits(reader: &mut Reader<'_>, config: &OtlpConfig) -> LimitSettings {
    let OtlpLimits { attributes, value_length, .. } = config.limits;
    let of = config.limits;
    let mut count = |field: &str, own: Option<usize>, variable: &'static str| {
        let code = [(field, own), ("limits.attributes", attributes)];
        limit(reader, field, code, &[variable, COUNT], Some(DEFAULT)).unwrap_or(usize::MAX)
    };
    let span_attributes = count("limits.span_attributes", of.span_attributes, SPAN_COUNT);
    let event_attributes = count("limits.event_attributes", of.event_attributes, "OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT");
    let link_attributes = count("limits.link_attributes", of.link_attributes, "OTEL_LINK_ATTRIBUTE_COUNT_LIMIT");
    let log_attributes = count("limits.log_attributes", of.log_attributes, LOG_COUNT);
    let mut single = |field: &str, own: Option<usize>, variable: &'static str| {
        let code = [(field, own), (field, None)];
        limit(reader, field, code, &[variable], Some(DEFAULT)).unwrap_or(usize::MAX)
    };
    let span_events = single("limits.span_events", of.span_events, "OTEL_SPAN_EVENT_COUNT_LIMIT");
    let span_links = single("limits.span_links", of.span_links, "OTEL_SPAN_LINK_COUNT_LIMIT");
    let mut length = |field: &str, own: Option<usize>, variable: &'static str| {
        let code = [(field, own), ("limits.value_length", value_length)];
        limit(reader, field, code, &[variable, LENGTH], None)
    };
    let span_value_length = length("limits.span_value_length", of.span_value_length, SPAN_LENGTH);
    let log_value_length = length("limits.log_value_length", of.log_value_length, LOG_LENGTH);
    LimitSettings {
        span_attributes,
        span_value_length,
        span_events,
        span_links,
        event_attributes,
        link_attributes,
        log_attributes,
        log_value_length,
    }
}

fn limit(
    reader: &mut Reader<'_>,
    field: &str,
    code: [(&str, Option<usize>); 2],
    variables: &[&'static str],
    default: Option<usize>,
) -> Option<usize> {
    let code = given(&Limit, code.map(|(field, limit)| (field.to_owned(), limit.map(Some))));
    reader.setting(field, code, variables, &Limit, default).0
}
