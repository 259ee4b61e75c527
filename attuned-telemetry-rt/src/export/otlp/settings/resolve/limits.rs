//! The limits of attributes, events and links.

use super::reader::{Reader, given};
use crate::collect::CollectLimits;
use crate::export::otlp::settings::config::{OtlpConfig, OtlpLimits};
use crate::export::otlp::settings::report::OtlpSource;
use crate::export::otlp::settings::resolved::LimitSettings;
use crate::export::otlp::settings::values::{Limit, Rule as _};

const COUNT: &str = "OTEL_ATTRIBUTE_COUNT_LIMIT";
const LENGTH: &str = "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT";
const SPAN_COUNT: &str = "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT";
const SPAN_LENGTH: &str = "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT";
const LOG_COUNT: &str = "OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT";
const LOG_LENGTH: &str = "OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT";

const DEFAULT: usize = 128;

/// The maximum length of all texts of a span or of a log record in bytes.
const TEXT: usize = CollectLimits::MAX_TEXT;

/// Returns the limits.
pub(super) fn limits(reader: &mut Reader<'_>, config: &OtlpConfig) -> LimitSettings {
    let OtlpLimits { attributes, value_length, .. } = config.limits;
    let of = config.limits;
    let mut count = |field: &str, own: Option<usize>, variable: &'static str| {
        let code = [(field, own), ("limits.attributes", attributes)];
        number(reader, field, code, &[variable, COUNT])
    };
    let span_attributes = count("limits.span_attributes", of.span_attributes, SPAN_COUNT);
    let event_attributes = count("limits.event_attributes", of.event_attributes, "OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT");
    // Links have no attributes.
    count("limits.link_attributes", of.link_attributes, "OTEL_LINK_ATTRIBUTE_COUNT_LIMIT");
    let log_attributes = count("limits.log_attributes", of.log_attributes, LOG_COUNT);
    let mut single = |field: &str, own: Option<usize>, variable: &'static str| {
        let code = [(field, own), (field, None)];
        number(reader, field, code, &[variable])
    };
    let span_events = single("limits.span_events", of.span_events, "OTEL_SPAN_EVENT_COUNT_LIMIT");
    let span_links = single("limits.span_links", of.span_links, "OTEL_SPAN_LINK_COUNT_LIMIT");
    let mut length = |field: &str, own: Option<usize>, variable: &'static str| {
        let code = [(field, own), ("limits.value_length", value_length)];
        length_of(reader, field, code, &[variable, LENGTH])
    };
    let span_value_length = length("limits.span_value_length", of.span_value_length, SPAN_LENGTH);
    let log_value_length = length("limits.log_value_length", of.log_value_length, LOG_LENGTH);
    // Whatever the other limits are.
    reader.record("limits.text_bytes", TEXT.to_string(), OtlpSource::Default);
    LimitSettings {
        span_attributes,
        span_value_length,
        span_events,
        span_links,
        event_attributes,
        log_attributes,
        log_value_length,
    }
}

/// Returns a limit of a number. The memory of a span is bounded, so a variable that is higher than the maximum has the
/// effect of the maximum, and a warning.
fn number(reader: &mut Reader<'_>, field: &str, code: [(&str, Option<usize>); 2], variables: &[&'static str]) -> usize {
    const MAX: usize = CollectLimits::MAX;
    let rule = Limit { most: MAX };
    let code = given(&rule, code.map(|(field, limit)| (field.to_owned(), limit.map(Some))));
    let of_variables = |reader: &mut Reader<'_>| reader.first(variables, &Limit::ANY);
    let found = reader.code(code).or_else(|| of_variables(reader));
    let (limit, source) = found.unwrap_or((Some(DEFAULT), OtlpSource::Default));
    let limit = limit.unwrap_or(MAX);
    if limit > MAX {
        reader.suspicious(field, source, &format!("the maximum is {MAX}, which is used instead of {limit}"));
    }
    reader.record(field, rule.shown(&Some(limit.min(MAX))), source);
    limit.min(MAX)
}

/// Returns a limit of a length.
fn length_of(
    reader: &mut Reader<'_>,
    field: &str,
    code: [(&str, Option<usize>); 2],
    variables: &[&'static str],
) -> Option<usize> {
    let code = given(&Limit::ANY, code.map(|(field, limit)| (field.to_owned(), limit.map(Some))));
    reader.setting(field, code, variables, &Limit::ANY, None).0
}
