//! The events of an operation: an error, a returned value, a slow call.

use std::sync::OnceLock;

use tracing::metadata::Kind;
use tracing::{Event, Level, Value};

use super::callsite::Callsite;
use super::emitter::Emitter;
use crate::core::operation::definition::settings::Settings;

impl Emitter {
    /// Emits the event of a call that returned an error.
    pub(crate) fn error_event(&'static self, error: Option<&dyn Value>, error_type: &'static str) {
        let name = ("error", self.definition.settings.err_level);
        self.emit(&self.events.error, name, &["error", "error.type"], &[error, Some(&error_type)]);
    }

    /// Emits the event of a call that returned a value other than an error.
    pub(crate) fn returned_event(&'static self, value: &dyn Value) {
        let Settings { level, ret_level, .. } = self.definition.settings;
        let name = ("return", ret_level.unwrap_or(*level));
        self.emit(&self.events.returned, name, &["return"], &[Some(value)]);
    }

    /// Emits the warning about a call that took longer than `slow` allows.
    pub(crate) fn slow_event(&'static self, seconds: f64, limit: f64) {
        let fields = &["message", "duration_seconds", "slow_seconds"];
        let values: &[Option<&dyn Value>] = &[Some(&"slow call"), Some(&seconds), Some(&limit)];
        self.emit(&self.events.slow, ("slow", Level::WARN), fields, values);
    }

    fn emit(
        &'static self,
        place: &OnceLock<&'static Callsite>,
        (name, level): (&'static str, Level),
        fields: &'static [&'static str],
        values: &[Option<&dyn Value>],
    ) {
        let callsite = *place.get_or_init(|| {
            let callsite: &'static Callsite = Box::leak(Box::new(Callsite::disabled()));
            callsite.describe(self.definition, (name, Kind::EVENT), level, fields);
            callsite
        });
        if callsite.is_enabled() {
            let metadata = callsite.metadata();
            Event::dispatch(metadata, &metadata.fields().value_set_all(values));
        }
    }
}
