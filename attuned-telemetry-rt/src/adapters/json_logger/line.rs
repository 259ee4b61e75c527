//! A log record as a line of JSON.

use std::borrow::Cow;
use std::fmt::Write as _;

use chrono::SecondsFormat;

use crate::collect::{AttributeValue, LogRecord};
use crate::core::clock::utc;
use crate::core::text::json;

/// Appends a record to a text, as one line. No object has the same key twice.
pub(super) fn append(text: &mut String, record: &LogRecord) {
    let time = utc::date(record.time()).to_rfc3339_opts(SecondsFormat::Micros, true);
    let (target, message) = (json::quoted(record.target()), json::quoted(record.message()));
    // Writing to a string cannot fail.
    let _ = write!(text, r#"{{"timestamp":"{time}","level":"{}","target":{target}"#, record.level());
    if let Some(context) = record.context() {
        let _ = write!(text, r#","trace_id":"{}","span_id":"{}""#, context.trace_id, context.span_id);
    }
    let _ = write!(text, r#","message":{message},"fields":{{"#);
    let mut keys: Vec<Cow<'_, str>> = Vec::with_capacity(record.attributes().len());
    for (name, value) in record.attributes().iter() {
        let key = free_key(name, &keys);
        let separator = if keys.is_empty() { "" } else { "," };
        let _ = write!(text, "{separator}{}:{}", json::quoted(&key), json_of(value));
        keys.push(key);
    }
    text.push_str("}}\n");
}

/// Returns the name, with the prefix `field.` if an earlier field has that key.
fn free_key<'name>(name: &'name str, taken: &[Cow<'_, str>]) -> Cow<'name, str> {
    let mut key = Cow::Borrowed(name);
    while taken.contains(&key) {
        key = format!("field.{key}").into();
    }
    key
}

fn json_of(value: AttributeValue<'_>) -> String {
    match value {
        // JSON has neither NaN nor infinities.
        AttributeValue::F64(value) => serde_json::Number::from_f64(value)
            .map_or_else(|| json::quoted(&value.to_string()), |number| number.to_string()),
        AttributeValue::Text(value) => json::quoted(value),
        number_or_flag => number_or_flag.to_string(),
    }
}
