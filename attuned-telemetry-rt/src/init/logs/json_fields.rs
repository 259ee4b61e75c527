//! The fields of an event or a span, as members of a JSON object.

use std::borrow::Cow;
use std::error::Error;
use std::fmt::{self, Debug};

use tracing::Event;
use tracing::field::{Field, Visit};
use tracing::span::Record;
use tracing_subscriber::field::RecordFields;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FormatFields, FormattedFields};

use crate::core::text::json;
use crate::core::text::shown::Shown;

/// Stores the fields of a span, one on each line: `"user_id":"ada"`. A line feed in a value is escaped.
pub(crate) struct JsonFields;

/// The keys in the object of a span that are not fields.
const SPAN_KEYS: &[&str] = &["name"];

impl<'writer> FormatFields<'writer> for JsonFields {
    fn format_fields<R: RecordFields>(&self, mut writer: Writer<'writer>, fields: R) -> fmt::Result {
        Members::of(fields, SPAN_KEYS).0.iter().try_for_each(|(key, value)| writeln!(writer, "{key}:{value}"))
    }

    /// A value that is recorded again replaces the earlier value of the same field.
    fn add_fields(&self, current: &'writer mut FormattedFields<Self>, fields: &Record<'_>) -> fmt::Result {
        for (key, value) in Members::of(fields, SPAN_KEYS).0 {
            let is_other = |line: &&str| line.strip_prefix(&*key).is_none_or(|rest| !rest.starts_with(':'));
            let mut kept: Vec<_> = current.fields.lines().filter(is_other).collect();
            let line = format!("{key}:{value}");
            kept.push(&line);
            current.fields = kept.join("\n") + "\n";
        }
        Ok(())
    }
}

/// Returns the fields of an event, separated by commas.
pub(super) fn of_event(event: &Event<'_>) -> String {
    let Members(members, _) = Members::of(event, &[]);
    let members: Vec<_> = members.iter().map(|(key, value)| format!("{key}:{value}")).collect();
    members.join(",")
}

/// Keys and values, both as JSON, and the keys that are not fields.
struct Members(Vec<(String, String)>, &'static [&'static str]);

impl Members {
    fn of(fields: impl RecordFields, reserved: &'static [&'static str]) -> Self {
        let mut members = Self(Vec::new(), reserved);
        fields.record(&mut members);
        members
    }

    fn add(&mut self, field: &Field, json: String) {
        self.0.push((json::quoted(&key(field, self.1)), json));
    }
}

/// Returns the key of a field: its name, with the prefix `field.` if the key is reserved or used by an earlier field of
/// the same span or event. So no object has the same key twice, and no value is lost.
fn key(field: &Field, reserved: &[&'static str]) -> Cow<'static, str> {
    let mut taken: Vec<Cow<'static, str>> = reserved.iter().map(|key| Cow::Borrowed(*key)).collect();
    for each in field.callsite().0.metadata().fields() {
        let name = each.name();
        let mut key = Cow::Borrowed(name.strip_prefix("r#").unwrap_or(name));
        while taken.contains(&key) {
            key = format!("field.{key}").into();
        }
        if each == *field {
            return key;
        }
        taken.push(key);
    }
    Cow::Borrowed(field.name())
}

impl Visit for Members {
    fn record_f64(&mut self, field: &Field, value: f64) {
        let number = serde_json::Number::from_f64(value);
        // JSON has neither NaN nor infinities.
        self.add(field, number.map_or_else(|| json::quoted(&value.to_string()), |number| number.to_string()));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.add(field, value.to_string());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.add(field, value.to_string());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.add(field, value.to_string());
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.add(field, json::quoted(value));
    }

    fn record_error(&mut self, field: &Field, value: &(dyn Error + 'static)) {
        self.add(field, json::quoted(&Shown(value).to_string()));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.add(field, json::quoted(&format!("{:?}", Shown(value))));
    }
}
