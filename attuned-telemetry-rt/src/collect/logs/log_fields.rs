//! Reads the fields of events, some of which are not attributes.

use std::fmt::Debug;

use tracing::field::{Field, Visit};

use crate::collect::attributes::texts::TextRange;
use crate::collect::attributes::visitor::Fields;

/// The texts of a log record that are not attributes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LogTexts {
    pub(super) message: Option<TextRange>,
    pub(super) target: Option<TextRange>,
    pub(super) file: Option<TextRange>,
    pub(super) line: Option<u32>,
}

/// The fields of an event: `message`, and the place of an event of the crate `log`, are not attributes.
pub(super) struct LogFields<'fields> {
    pub(super) fields: &'fields mut Fields,
    pub(super) texts: LogTexts,
    /// Whether the event is one of the crate `log`.
    pub(super) is_of_log: bool,
}

impl LogFields<'_> {
    /// Stores a text that is not an attribute. Returns `false` for an attribute.
    fn store(&mut self, field: &Field, value: &str) -> bool {
        let place = match field.name() {
            "message" => &mut self.texts.message,
            "log.target" if self.is_of_log => &mut self.texts.target,
            "log.file" if self.is_of_log => &mut self.texts.file,
            // The path of the module is the target, unless the program chose another one.
            "log.module_path" if self.is_of_log => return true,
            _ => return false,
        };
        *place = Some(self.fields.add_text(value));
        true
    }
}

impl Visit for LogFields<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        if !self.store(field, value) {
            self.fields.record_str(field, value);
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "message" {
            self.texts.message = Some(self.fields.add_debug_text(value));
        } else {
            self.fields.record_debug(field, value);
        }
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        match (self.is_of_log && field.name() == "log.line").then(|| u32::try_from(value)) {
            Some(Ok(line)) => self.texts.line = Some(line),
            _ => self.fields.record_u64(field, value),
        }
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.fields.record_f64(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.fields.record_i64(field, value);
    }

    fn record_i128(&mut self, field: &Field, value: i128) {
        self.fields.record_i128(field, value);
    }

    fn record_u128(&mut self, field: &Field, value: u128) {
        self.fields.record_u128(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.fields.record_bool(field, value);
    }
}
